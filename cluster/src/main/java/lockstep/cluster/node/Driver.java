package lockstep.cluster.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import lockstep.engine.Assignment;
import lockstep.engine.Cancellation;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeLost;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.EventModel;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;

/** A node without a share, which has the hosts of its cluster perform assignments. Its methods are called by one thread. */
public final class Driver implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String version;
  private final NodeSystem<DriverActor.Command> node;

  /**
   * Starts it.
   *
   * @throws EngineFailure when it cannot listen
   */
  public Driver(NodeSettings settings) {
    this.version = settings.version();
    this.node = new NodeSystem<>(settings, NodeSystem.DRIVER_ROLE, DriverActor.create());
  }

  /** Where it listens, as {@code host:port}: a seed for hosts. */
  public String address() {
    return node.address();
  }

  /**
   * Waits for hosts to join.
   *
   * @param number how many there have to be
   * @throws EngineFailure when there are not so many in time
   * @throws NodeLost when one of them is lost meanwhile
   */
  public void awaitHosts(int number, Duration patience) throws InterruptedException {
    var _ = hosts(number, true, patience);
  }

  private List<ActorRef<Host.Command>> hosts(int number, boolean all, Duration patience) throws InterruptedException {
    CompletableFuture<List<ActorRef<Host.Command>>> hosts = new CompletableFuture<>();
    node.system().tell(new DriverActor.AwaitHosts(number, all, hosts));
    try {
      return hosts.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw new EngineFailure("there were not " + number + " nodes within " + patience.toMillis() + " ms", e);
    }
  }

  /**
   * An engine that performs assignments on so many hosts. Closing it closes nothing else.
   *
   * @param recipes from a model to the text that hosts build it from
   */
  public EventEngine engine(int number, Function<EventModel, String> recipes) {
    return engine(number, recipes, Surviving.NOT);
  }

  /**
   * The same, whose assignments may outlive nodes: those after a loss are performed on the hosts that are left. The first one goes on from
   * what is on disk of it, if anything is; what is left there of others is deleted.
   *
   * @param recipes from a model to the text that hosts build it from
   */
  public EventEngine engine(int number, Function<EventModel, String> recipes, Surviving surviving) {
    return new ClusterEventEngine(this, number, recipes, surviving);
  }

  /**
   * An engine of tasks, whose assignments have no result when a node is lost, and fail with {@link NodeLost}.
   *
   * @param recipes from a model to the text that hosts build it from
   */
  public Engine tasks(int number, Function<TaskModel, String> recipes) {
    return new ClusterTaskEngine(this, number, recipes);
  }

  EventOutcome perform(EventAssignment assignment, Recipe recipe, int number, Surviving surviving, boolean goesOn)
      throws InterruptedException {
    List<ActorRef<Host.Command>> hosts = hosts(number, false, PATIENCE);
    CompletableFuture<EventOutcome> result = new CompletableFuture<>();
    Consumer<Happening> told = happening -> tell(happening, surviving.told());
    Optional<SnapshotFiles> files = surviving.disk().map(SnapshotFiles::new);
    Optional<Kept> kept = files.map(there -> kept(there, Origin.of(version, assignment, recipe), assignment.partitions(), goesOn));
    Undertaking undertaking = new Undertaking(assignment, recipe, kept, result);
    node.system().tell(new DriverActor.Perform(undertaking, hosts, new Surviving(surviving.plan(), surviving.marks(), surviving.disk(), told)));
    EventOutcome outcome = await(result, assignment.cancellation());
    files.filter(_ -> outcome instanceof EventOutcome.Completed).ifPresent(Driver::clear);
    return outcome;
  }

  /** What is on disk to go on from. What is of no use is deleted: nobody will ever look at it again. */
  private static Kept kept(SnapshotFiles files, Origin origin, int partitions, boolean goesOn) {
    try {
      Kept kept = goesOn ? files.newest(origin, partitions) : new Kept(origin, Stage.FROM_THE_FIRST, 0, List.of());
      if (kept.round() == Stage.FROM_THE_FIRST) {
        files.clear();
      }
      return kept;
    } catch (IOException e) {
      throw new EngineFailure("what is kept in " + files.folder() + " cannot be read: " + e, e);
    }
  }

  private static void clear(SnapshotFiles files) {
    try {
      files.clear();
    } catch (IOException e) {
      throw new EngineFailure("what was kept in " + files.folder() + " cannot be deleted: " + e, e);
    }
  }

  Outcome perform(Assignment assignment, Recipe recipe, int number) throws InterruptedException {
    List<ActorRef<Host.Command>> hosts = hosts(number, true, PATIENCE);
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    node.system().tell(new DriverActor.PerformTasks(assignment, new TaskHosts(recipe, hosts), result));
    return await(result, assignment.cancellation());
  }

  private static <R> R await(CompletableFuture<R> result, Cancellation cancellation) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      cancellation.request();
      throw e;
    }
  }

  /** What an assignment has noticed by itself is of use for those that follow. */
  private void tell(Happening happening, Consumer<Happening> told) {
    if (happening instanceof Happening.Survived survived) {
      node.system().tell(new DriverActor.Lose(survived.lost(), survived.address(), survived.reason()));
    }
    told.accept(happening);
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure ? failure : new EngineFailure("an actor broke: " + e.getCause(), e);
  }

  /**
   * A host is known to be lost, before the cluster has found out: assignments go on without it, or fail, and so does whoever waits for
   * hosts. May be called by any thread.
   *
   * @param name of the host
   */
  public void lose(String name, String reason) {
    node.system().tell(new DriverActor.Lose(name, "", reason));
  }

  /** Ends without leaving the cluster, which is of no use any more. */
  public void abandon() {
    node.abandon(PATIENCE);
  }

  /** Has something done when the JVM ends by a signal, while it still is a member of the cluster. */
  public void beforeJvmEnds(Runnable hook) {
    node.beforeJvmEnds(hook);
  }

  /** Leaves the cluster and ends. */
  @Override
  public void close() {
    node.close(PATIENCE);
  }
}
