package lockstep.node.fork;

import java.nio.file.Path;
import java.time.Duration;
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

/** Nodes that run already as an engine: a driver in this JVM that joins them, and leaves them when it is closed. Its methods are called by one thread. */
final class JoinedCluster implements EventEngine, Engine {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Driver driver;
  private final EventEngine engine;
  private final Engine tasks;

  /** It has started none of its nodes, so it does nothing to them. */
  private final Faults faults = new Faults(List.of(), List.of(), Optional.empty());

  /**
   * Joins.
   *
   * @param order whose model the nodes build
   * @throws EngineFailure when there are not enough nodes that let it join, in time
   */
  JoinedCluster(ForkOrder order, ClusterOrder cluster, RunningCluster running) throws InterruptedException {
    this.driver = new Driver(settings(cluster.version(), running));
    try {
      driver.awaitHosts(cluster.nodes(), PATIENCE);
    } catch (EngineFailure e) {
      driver.abandon();
      throw new EngineFailure(
          "there are not " + cluster.nodes() + " nodes at " + running.host() + ":" + running.port() + " that let version " + cluster.version() + " join", e);
    } catch (InterruptedException e) {
      driver.abandon();
      throw e;
    }
    String recipe = Json.line(AnyModel.of(order));
    this.engine = driver.engine(cluster.nodes(), _ -> recipe, new Surviving(cluster.snapshots().plan(), List.of(), faults::tell));
    this.tasks = driver.tasks(cluster.nodes(), _ -> recipe);
  }

  private static NodeSettings settings(String version, RunningCluster running) {
    try {
      return new NodeSettings("driver", version, running.listen(), 0, running.seeds(), running.tls().map(Path::of));
    } catch (IllegalArgumentException e) {
      throw new EngineFailure(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return engine.perform(assignment);
  }

  /** What has happened to its nodes. */
  Faults faults() {
    return faults;
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return tasks.perform(assignment);
  }

  @Override
  public void close() {
    faults.close();
    driver.close();
  }
}
