package lockstep.node.fork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.NodeSettings;
import lockstep.cluster.node.Surviving;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;

/**
 * A cluster on this machine as an engine: a driver in this JVM, and nodes in JVMs of their own that end when this one does. They listen
 * on the loopback interface, at free ports. Its methods are called by one thread.
 */
final class LocalCluster implements EventEngine, Engine {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Driver driver;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final EventEngine engine;
  private final Engine tasks;
  private final Faults faults;

  /** Written by the thread that learns of it, before whoever waits is told. */
  private volatile boolean lost;

  /**
   * Starts it, and waits until all nodes have joined.
   *
   * @param order whose model the nodes build
   * @throws EngineFailure when they cannot be started, or do not join in time
   */
  LocalCluster(ForkOrder order, ClusterOrder cluster) throws InterruptedException {
    Optional<Driver> started = Optional.empty();
    try {
      for (int number = 1; number <= cluster.nodes(); number++) {
        nodes.add(new NodeProcess(number, cluster.nodes(), order.cores(), Path.of(cluster.log() + "-node-" + number + ".log")));
      }
      Driver first = new Driver(new NodeSettings("driver", cluster.version(), NodeSettings.LOOPBACK, 0, List.of()));
      started = Optional.of(first);
      for (int number = 1; number <= cluster.nodes(); number++) {
        String name = NodeProcess.name(number);
        nodes.get(number - 1).whenLost(reason -> lose(first, name, reason));
        nodes.get(number - 1).join(first.address());
      }
      first.awaitHosts(cluster.nodes(), PATIENCE);
      String recipe = Json.line(AnyModel.of(order));
      this.driver = first;
      this.tasks = first.tasks(cluster.nodes(), _ -> recipe);
      this.faults = new Faults(cluster.faults(), nodes);
      this.engine =
          first.engine(
              cluster.nodes(),
              _ -> recipe,
              new Surviving(cluster.snapshots().plan(), Faults.rounds(cluster.faults()), faults::tell));
    } catch (RuntimeException | InterruptedException e) {
      nodes.forEach(NodeProcess::kill);
      started.ifPresent(Driver::abandon);
      throw e;
    }
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return engine.perform(assignment);
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return tasks.perform(assignment);
  }

  private void lose(Driver told, String name, String reason) {
    lost = true;
    told.lose(name, reason);
  }

  /** What was done to its nodes, and happened to them; see {@link Faults#settle}. Called when all is performed. */
  Faults faults() {
    return faults;
  }

  /** Has the nodes leave, and waits until their processes have ended. Without one of them the others cannot leave in order, and are killed. */
  @Override
  public void close() {
    faults.close();
    if (lost) {
      nodes.forEach(NodeProcess::kill);
      nodes.forEach(NodeProcess::close);
      driver.abandon();
      return;
    }
    nodes.forEach(NodeProcess::leave);
    nodes.forEach(NodeProcess::close);
    driver.close();
  }
}
