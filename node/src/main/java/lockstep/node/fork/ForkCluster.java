package lockstep.node.fork;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import lockstep.cluster.node.Driver;
import lockstep.cluster.node.Happening;
import lockstep.cluster.node.NodeSettings;
import lockstep.cluster.node.Surviving;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.node.network.PrivateNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of a fork as an engine: a driver in this JVM, and nodes in JVMs of their own. Either it has started these, at free ports of
 * the loopback interface or, when their network is to be divided, in one of their own, and they end when this one does; or they run
 * already, and it joins and leaves them. Its methods are called by one thread.
 */
final class ForkCluster implements EventEngine, Engine {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventEngine engine;
  private final Engine tasks;
  private final Faults faults;
  private final Runnable end;

  /** Written by an actor's thread, and read when all is performed. */
  private volatile @Nullable Resumed resumed;

  /**
   * @param order whose model the nodes build
   * @param disk where the nodes write snapshots; empty: nowhere
   * @param end has the nodes end, or leaves them
   */
  private ForkCluster(ForkOrder order, ClusterOrder cluster, Driver driver, Optional<Path> disk, Faults faults, Runnable end) {
    String recipe = Json.line(AnyModel.of(order));
    this.engine =
        driver.engine(
            cluster.nodes(),
            _ -> recipe,
            new Surviving(cluster.snapshots().plan(), Faults.rounds(cluster.faults()), disk, this::tell));
    this.tasks = driver.tasks(cluster.nodes(), _ -> recipe);
    this.faults = faults;
    this.end = end;
  }

  /**
   * Starts or joins the nodes, and waits until all are there.
   *
   * @throws EngineFailure when they cannot be started, or there are not enough that let it join, in time
   */
  static ForkCluster open(ForkOrder order, ClusterOrder cluster) throws InterruptedException {
    return cluster.running().isPresent() ? joined(order, cluster, cluster.running().get()) : started(order, cluster);
  }

  /** Of the nodes that it is going to start; those that run already have names of their own. */
  static NodeRates rates(Optional<ClusterOrder> cluster) {
    int number = cluster.filter(on -> on.running().isEmpty()).map(ClusterOrder::nodes).orElse(0);
    return new NodeRates(IntStream.rangeClosed(1, number).mapToObj(NodeProcess::name).toList(), System.nanoTime());
  }

  /** When one of them is lost, the others cannot leave in order: they are killed. */
  private static ForkCluster started(ForkOrder order, ClusterOrder cluster) throws InterruptedException {
    AtomicBoolean lost = new AtomicBoolean();
    Optional<Path> disk = cluster.disk().map(Path::of);
    Optional<PrivateNetwork> network = cluster.dividesNetwork() ? Optional.of(new PrivateNetwork()) : Optional.empty();
    LocalNodes nodes =
        new LocalNodes(
            "driver",
            cluster.version(),
            cluster.nodes(),
            order.cores(),
            disk,
            network,
            n -> Path.of(cluster.log() + "-node-" + n + ".log"),
            (driver, node, reason) -> {
              lost.set(true);
              // Of the end of a process that the driver cannot hear, it is for the cluster to find out.
              if (network.filter(divided -> divided.isCutOff(node)).isEmpty()) {
                driver.lose(NodeProcess.name(node), reason);
              }
            });
    Runnable end =
        () -> {
          if (lost.get()) {
            nodes.kill();
          } else {
            nodes.close();
          }
        };
    return new ForkCluster(order, cluster, nodes.driver(), disk, new Faults(cluster.faults(), nodes.processes(), network), end);
  }

  /** It has started none of them, so it does nothing to them. */
  private static ForkCluster joined(ForkOrder order, ClusterOrder cluster, RunningCluster running) throws InterruptedException {
    Driver driver = new Driver(settings(cluster.version(), running));
    try {
      driver.awaitHosts(cluster.nodes(), PATIENCE);
    } catch (EngineFailure e) {
      driver.close();
      throw new EngineFailure(
          "there are not " + cluster.nodes() + " nodes at " + running.host() + ":" + running.port() + " that let version " + cluster.version() + " join", e);
    } catch (InterruptedException e) {
      driver.close();
      throw e;
    }
    return new ForkCluster(order, cluster, driver, Optional.empty(), new Faults(List.of(), List.of(), Optional.empty()), driver::close);
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

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    faults.begin();
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

  /** What was done to its nodes, and happened to them; see {@link Faults#settle}. Called when all is performed. */
  Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    faults.close();
    end.run();
  }
}
