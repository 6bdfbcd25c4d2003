package lockstep.cluster.node;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.cluster.task.TaskConductor;
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
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** A node without a share, which has the hosts of its cluster perform assignments. Its methods are called by one thread. */
public final class Driver implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private sealed interface Command {}

  private record Listed(List<ActorRef<Host.Command>> hosts) implements Command {}

  private record AwaitHosts(int number, CompletableFuture<List<ActorRef<Host.Command>>> hosts) implements Command {}

  private record Perform(
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      CompletableFuture<EventOutcome> result)
      implements Command {}

  private record PerformTasks(
      Assignment assignment, TaskHosts hosts, CompletableFuture<Outcome> result) implements Command {}

  private record Abort(String reason) implements Command {}

  private final NodeSystem<Command> node;

  /**
   * Starts it.
   *
   * @throws EngineFailure when it cannot listen
   */
  public Driver(NodeSettings settings) {
    this.node = new NodeSystem<>(settings, NodeSystem.DRIVER_ROLE, Behaviors.setup(context -> new Guardian(context).running()));
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
   */
  public void awaitHosts(int number, Duration patience) throws InterruptedException {
    var _ = hosts(number, patience);
  }

  private List<ActorRef<Host.Command>> hosts(int number, Duration patience) throws InterruptedException {
    CompletableFuture<List<ActorRef<Host.Command>>> hosts = new CompletableFuture<>();
    node.system().tell(new AwaitHosts(number, hosts));
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
    return new ClusterEventEngine(this, number, recipes);
  }

  /**
   * The same for tasks.
   *
   * @param recipes from a model to the text that hosts build it from
   */
  public Engine tasks(int number, Function<TaskModel, String> recipes) {
    return new ClusterTaskEngine(this, number, recipes);
  }

  EventOutcome perform(EventAssignment assignment, Recipe recipe, int number) throws InterruptedException {
    List<ActorRef<Host.Command>> hosts = hosts(number, PATIENCE);
    CompletableFuture<EventOutcome> result = new CompletableFuture<>();
    node.system().tell(new Perform(assignment, recipe, hosts, result));
    return await(result, assignment.cancellation());
  }

  Outcome perform(Assignment assignment, Recipe recipe, int number) throws InterruptedException {
    List<ActorRef<Host.Command>> hosts = hosts(number, PATIENCE);
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    node.system().tell(new PerformTasks(assignment, new TaskHosts(recipe, hosts), result));
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

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure ? failure : new EngineFailure("an actor broke: " + e.getCause(), e);
  }

  /** Has whatever is waited for fail, now and from now on: a node is known to be lost. May be called by any thread. */
  public void abort(String reason) {
    node.system().tell(new Abort(reason));
  }

  /** Ends without leaving the cluster, which is of no use any more. */
  public void abandon() {
    node.abandon(PATIENCE);
  }

  /** Leaves the cluster and ends. */
  @Override
  public void close() {
    node.close(PATIENCE);
  }

  /** Knows the hosts there are, and spawns conductors. */
  private static final class Guardian {

    private final ActorContext<Command> context;
    private final Map<ActorRef<Void>, CompletableFuture<?>> results = new HashMap<>();
    private List<ActorRef<Host.Command>> hosts = List.of();
    private List<AwaitHosts> waiting = List.of();
    private Optional<String> aborted = Optional.empty();

    Guardian(ActorContext<Command> context) {
      this.context = context;
      ActorRef<Receptionist.Listing> listings =
          context.messageAdapter(
              Receptionist.Listing.class, listing -> new Listed(List.copyOf(listing.getServiceInstances(Host.KEY))));
      context.getSystem().receptionist().tell(Receptionist.subscribe(Host.KEY, listings));
    }

    Behavior<Command> running() {
      return Behaviors.receive(Command.class)
          .onMessage(Listed.class, this::onListed)
          .onMessage(AwaitHosts.class, this::onAwaitHosts)
          .onMessage(Abort.class, this::onAbort)
          .onMessage(Perform.class, this::onPerform)
          .onMessage(PerformTasks.class, this::onPerformTasks)
          .onSignal(ChildFailed.class, this::onChildFailed)
          .onSignal(Terminated.class, this::onTerminated)
          .onSignal(PostStop.class, _ -> onAbort(new Abort("the driver was cut off from its nodes, and stopped")))
          .build();
    }

    /** In the order of their names, and of numbers in these: node-2 comes before node-10. */
    private Behavior<Command> onListed(Listed listed) {
      hosts =
          listed.hosts().stream()
              .sorted(
                  Comparator.comparingInt((ActorRef<Host.Command> host) -> host.path().name().length())
                      .thenComparing(host -> host.path().name())
                      .thenComparing(host -> host.path().address().toString()))
              .toList();
      tellWhoWaits();
      return Behaviors.same();
    }

    private Behavior<Command> onAwaitHosts(AwaitHosts await) {
      failIfAborted(await.hosts());
      waiting = Stream.concat(waiting.stream(), Stream.of(await)).toList();
      tellWhoWaits();
      return Behaviors.same();
    }

    private void tellWhoWaits() {
      waiting.stream().filter(await -> hosts.size() >= await.number()).forEach(await -> await.hosts().complete(hosts.subList(0, await.number())));
      waiting = waiting.stream().filter(await -> !await.hosts().isDone()).toList();
    }

    private Behavior<Command> onAbort(Abort abort) {
      aborted = aborted.or(() -> Optional.of(abort.reason()));
      results.values().forEach(this::failIfAborted);
      waiting.forEach(await -> failIfAborted(await.hosts()));
      return Behaviors.same();
    }

    private void failIfAborted(CompletableFuture<?> future) {
      aborted.ifPresent(reason -> future.completeExceptionally(new NodeLost(reason)));
    }

    private Behavior<Command> onPerform(Perform perform) {
      failIfAborted(perform.result());
      ActorRef<Conductor.Command> conductor =
          context.spawnAnonymous(
              Conductor.create(perform.assignment(), perform.recipe(), perform.hosts(), perform.result()));
      results.put(conductor.unsafeUpcast(), perform.result());
      context.watch(conductor);
      return Behaviors.same();
    }

    private Behavior<Command> onPerformTasks(PerformTasks perform) {
      failIfAborted(perform.result());
      ActorRef<TaskConductor.Command> conductor =
          context.spawnAnonymous(TaskConductor.create(perform.assignment(), perform.hosts(), perform.result()));
      results.put(conductor.unsafeUpcast(), perform.result());
      context.watch(conductor);
      return Behaviors.same();
    }

    private Behavior<Command> onChildFailed(ChildFailed child) {
      CompletableFuture<?> result = results.get(child.getRef());
      if (result != null) {
        result.completeExceptionally(new EngineFailure("the conductor broke: " + child.getCause(), child.getCause()));
      }
      return onTerminated(child);
    }

    private Behavior<Command> onTerminated(Terminated child) {
      results.remove(child.getRef());
      return Behaviors.same();
    }
  }
}
