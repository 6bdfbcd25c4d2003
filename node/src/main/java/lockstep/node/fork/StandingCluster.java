package lockstep.node.fork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.EngineFailure;

/**
 * Nodes on this machine that stay while runs come and go, in JVMs of their own that end when this one does. They listen on the loopback
 * interface, at free ports.
 */
public final class StandingCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Whom all join: without a share in any work, and always at the same address. */
  private final Driver meeting;

  private final List<NodeProcess> nodes = new ArrayList<>();
  private final CountDownLatch left;

  /**
   * Starts them, and waits until all have joined.
   *
   * @param version of the program
   * @param logs the folder for a log of each node
   * @param lost is told, by a thread of its own, of each node that ends without having been told to
   * @throws EngineFailure when they cannot be started, or do not join in time
   */
  public StandingCluster(int number, String version, Path logs, Consumer<String> lost) throws InterruptedException {
    this.left = new CountDownLatch(number);
    Optional<Driver> started = Optional.empty();
    try {
      for (int n = 1; n <= number; n++) {
        nodes.add(new NodeProcess(n, number, Optional.empty(), log(logs, n)));
      }
      Driver first = new Driver(new NodeSettings("meeting", version, NodeSettings.LOOPBACK, 0, List.of()));
      started = Optional.of(first);
      for (NodeProcess node : nodes) {
        node.whenLost(
            reason -> {
              lost.accept(reason);
              left.countDown();
            });
        node.join(first.address());
      }
      first.awaitHosts(number, PATIENCE);
      this.meeting = first;
    } catch (RuntimeException | InterruptedException e) {
      nodes.forEach(NodeProcess::kill);
      started.ifPresent(Driver::abandon);
      throw e;
    }
  }

  /** The log of a node. */
  public static Path log(Path logs, int node) {
    return logs.resolve("node-" + node + ".log");
  }

  /** Whom runs join, as {@code host:port}. */
  public String address() {
    return meeting.address();
  }

  /** Waits until no node is left. */
  public void awaitEnd() throws InterruptedException {
    left.await();
  }

  /** Has the nodes leave, and waits until their processes have ended. */
  @Override
  public void close() {
    nodes.forEach(NodeProcess::leave);
    nodes.forEach(NodeProcess::close);
    meeting.close();
  }
}
