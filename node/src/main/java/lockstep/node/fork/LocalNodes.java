package lockstep.node.fork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.NodeSettings;
import lockstep.engine.EngineFailure;
import lockstep.node.network.PrivateNetwork;

/**
 * Nodes on this machine in JVMs of their own, which end when this one does, and the driver in this JVM whom they join. All listen at free
 * ports, on the loopback interface or in a network of their own. Its methods are called by one thread.
 */
final class LocalNodes implements AutoCloseable {

  /** Is told of nodes that end without having been told to, by a thread of its own, and perhaps before all have joined. */
  interface Lost {
    void lost(Driver driver, int node, String reason);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Driver driver;
  private final List<NodeProcess> nodes = new ArrayList<>();

  /**
   * Starts them, and waits until all have joined.
   *
   * @param name of the driver
   * @param version of the program
   * @param cores how many each is to count on; empty: those of the machine
   * @param disk the folder where they are to write snapshots; empty: nowhere
   * @param network that all are in, this JVM too; empty: the loopback interface
   * @param log where a node writes what it has to say, by its number from 1 on
   * @throws EngineFailure when they cannot be started, or do not join in time
   */
  LocalNodes(
      String name,
      String version,
      int number,
      Optional<Integer> cores,
      Optional<Path> disk,
      Optional<PrivateNetwork> network,
      IntFunction<Path> log,
      Lost lost)
      throws InterruptedException {
    Optional<Driver> started = Optional.empty();
    try {
      for (int n = 1; n <= number; n++) {
        nodes.add(new NodeProcess(n, number, cores, disk, log.apply(n), network));
      }
      network.ifPresent(own -> nodes.forEach(node -> node.connect(own)));
      String address = network.map(PrivateNetwork::ownAddress).orElse(NodeSettings.LOOPBACK);
      Driver first = new Driver(new NodeSettings(name, version, address, 0, List.of()));
      started = Optional.of(first);
      for (int n = 1; n <= number; n++) {
        int node = n;
        nodes.get(n - 1).whenLost(reason -> lost.lost(first, node, reason));
        nodes.get(n - 1).join(first.address());
      }
      first.awaitHosts(number, PATIENCE);
      this.driver = first;
    } catch (RuntimeException | InterruptedException e) {
      nodes.forEach(NodeProcess::kill);
      started.ifPresent(Driver::abandon);
      throw e;
    }
  }

  Driver driver() {
    return driver;
  }

  /** The processes, by number. */
  List<NodeProcess> processes() {
    return List.copyOf(nodes);
  }

  /** Ends all at once: without one of them, the others cannot leave in order. */
  void kill() {
    nodes.forEach(NodeProcess::kill);
    nodes.forEach(NodeProcess::close);
    driver.abandon();
  }

  /** Has them leave, and waits until their processes have ended. */
  @Override
  public void close() {
    nodes.forEach(NodeProcess::leave);
    long begin = System.nanoTime();
    nodes.forEach(node -> node.close(begin));
    driver.close();
  }
}
