package lockstep.node.fork;

import java.nio.file.Path;
import java.util.Optional;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.Happening;
import lockstep.cluster.node.Surviving;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A cluster on this machine as an engine: a driver in this JVM, and nodes in JVMs of their own that end when this one does. They listen
 * on the loopback interface, at free ports. Its methods are called by one thread.
 */
final class LocalCluster implements EventEngine, Engine {

  private final LocalNodes nodes;
  private final EventEngine engine;
  private final Engine tasks;
  private final Faults faults;

  /** Written by an actor's thread, and read when all is performed. */
  private volatile @Nullable Resumed resumed;

  /** Written by the thread that learns of it, before whoever waits is told. */
  private volatile boolean lost;

  /**
   * Starts it, and waits until all nodes have joined.
   *
   * @param order whose model the nodes build
   * @throws EngineFailure when they cannot be started, or do not join in time
   */
  LocalCluster(ForkOrder order, ClusterOrder cluster) throws InterruptedException {
    String recipe = Json.line(AnyModel.of(order));
    Optional<Path> disk = cluster.disk().map(Path::of);
    this.nodes =
        new LocalNodes(
            "driver", cluster.version(), cluster.nodes(), order.cores(), disk, n -> Path.of(cluster.log() + "-node-" + n + ".log"), this::lose);
    this.tasks = nodes.driver().tasks(cluster.nodes(), _ -> recipe);
    this.faults = new Faults(cluster.faults(), nodes.processes());
    this.engine =
        nodes
            .driver()
            .engine(
                cluster.nodes(),
                _ -> recipe,
                new Surviving(cluster.snapshots().plan(), Faults.rounds(cluster.faults()), disk, this::tell));
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return engine.perform(assignment);
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return tasks.perform(assignment);
  }

  private void tell(Happening happening) {
    if (happening instanceof Happening.Began began && resumed == null) {
      resumed = Resumed.of(began);
    }
    faults.tell(happening);
  }

  /** From what on disk its first assignment went on; nothing when nothing was there. */
  Optional<Resumed> resumed() {
    return Optional.ofNullable(resumed).filter(Resumed::isAnything);
  }

  private void lose(Driver told, String name, String reason) {
    lost = true;
    told.lose(name, reason);
  }

  /** What was done to its nodes, and happened to them; see {@link Faults#settle}. Called when all is performed. */
  Faults faults() {
    return faults;
  }

  /** Has the nodes leave, and waits until their processes have ended; when one of them is lost, they are killed. */
  @Override
  public void close() {
    faults.close();
    if (lost) {
      nodes.kill();
    } else {
      nodes.close();
    }
  }
}
