package lockstep.node.fork;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import lockstep.engine.EngineFailure;

/**
 * Nodes on this machine that stay while runs come and go, in JVMs of their own that end when this one does. They listen on the loopback
 * interface, at free ports.
 */
public final class StandingCluster implements AutoCloseable {

  private final LocalNodes nodes;
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
    this.nodes =
        new LocalNodes(
            "meeting",
            version,
            number,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            n -> log(logs, n),
            (driver, node, reason) -> {
              lost.accept(reason);
              left.countDown();
            });
  }

  /** The log of a node. */
  public static Path log(Path logs, int node) {
    return logs.resolve("node-" + node + ".log");
  }

  /** Whom runs join, as {@code host:port}: a driver without any work of its own, always at the same address. */
  public String address() {
    return nodes.driver().address();
  }

  /** Waits until no node is left. */
  public void awaitEnd() throws InterruptedException {
    left.await();
  }

  /** Has something done when this JVM ends by a signal, while nodes can still leave. */
  public void beforeJvmEnds(Runnable hook) {
    nodes.driver().beforeJvmEnds(hook);
  }

  /** Has the nodes leave, and waits until their processes have ended. When none is left, nobody can be left in order. */
  @Override
  public void close() {
    if (left.getCount() == 0) {
      nodes.kill();
    } else {
      nodes.close();
    }
  }
}
