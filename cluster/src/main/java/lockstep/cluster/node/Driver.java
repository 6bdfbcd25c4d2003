package lockstep.cluster.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.engine.EngineFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventOutcome;
import lockstep.simulation.EventModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/** A node without a share, which has the hosts of its cluster perform assignments. Its methods are called by one thread. */
public final class Driver implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private sealed interface Command {}

  private record Listed(List<ActorRef<Host.Command>> hosts) implements Command {}

  /** Wait for so many hosts; with losses for fewer, unless all have to be there. */
  private record AwaitHosts(int number, boolean all, CompletableFuture<List<ActorRef<Host.Command>>> hosts) implements Command {}

  private record Perform(
      EventAssignment assignment,
      Recipe recipe,
      List<ActorRef<Host.Command>> hosts,
      Surviving surviving,
      CompletableFuture<EventOutcome> result)
      implements Command {}

  /** A host is lost: one of that name, at that address if it is not empty. */
  private record Lose(String name, String address, String reason) implements Command {

    boolean is(ActorRef<Host.Command> host) {
      return host.path().name().equals(name) && (address.isEmpty() || host.path().address().toString().equals(address));
    }

    boolean isOfThatOf(Lose other) {
      return name.equals(other.name) && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
    }
  }

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
    var _ = hosts(number, true, patience);
  }

  private List<ActorRef<Host.Command>> hosts(int number, boolean all, Duration patience) throws InterruptedException {
    CompletableFuture<List<ActorRef<Host.Command>>> hosts = new CompletableFuture<>();
    node.system().tell(new AwaitHosts(number, all, hosts));
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
   * The same, whose assignments may outlive nodes: those after a loss are performed on the hosts that are left.
   *
   * @param recipes from a model to the text that hosts build it from
   */
  public EventEngine engine(int number, Function<EventModel, String> recipes, Surviving surviving) {
    return new ClusterEventEngine(this, number, recipes, surviving);
  }

  EventOutcome perform(EventAssignment assignment, Recipe recipe, int number, Surviving surviving) throws InterruptedException {
    List<ActorRef<Host.Command>> hosts = hosts(number, false, PATIENCE);
    CompletableFuture<EventOutcome> result = new CompletableFuture<>();
    Consumer<Happening> told = happening -> tell(happening, surviving.told());
    node.system().tell(new Perform(assignment, recipe, hosts, new Surviving(surviving.plan(), surviving.marks(), told), result));
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      assignment.cancellation().request();
      throw e;
    }
  }

  /** What an assignment has noticed by itself is of use for those that follow. */
  private void tell(Happening happening, Consumer<Happening> told) {
    if (happening instanceof Happening.Survived survived) {
      node.system().tell(new Lose(survived.lost(), survived.address(), survived.reason()));
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
    node.system().tell(new Lose(name, "", reason));
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
    private final Map<ActorRef<Survival.Command>, CompletableFuture<EventOutcome>> results = new HashMap<>();
    private final List<Lose> lost = new ArrayList<>();
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
          .onMessage(Lose.class, this::onLose)
          .onMessage(Abort.class, this::onAbort)
          .onMessage(Perform.class, this::onPerform)
          .onSignal(ChildFailed.class, this::onChildFailed)
          .onSignal(Terminated.class, this::onTerminated)
          .build();
    }

    /** In the order of their names, and of numbers in these: node-2 comes before node-10. */
    private Behavior<Command> onListed(Listed listed) {
      hosts =
          listed.hosts().stream()
              .filter(host -> !isLost(host))
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
      waiting.stream().filter(await -> hosts.size() >= await.number() - (await.all() ? 0 : lost.size())).forEach(await -> await.hosts().complete(hosts.subList(0, Math.min(await.number(), hosts.size()))));
      waiting = waiting.stream().filter(await -> !await.hosts().isDone()).toList();
    }

    private Behavior<Command> onLose(Lose lose) {
      if (lost.stream().anyMatch(lose::isOfThatOf)) {
        return Behaviors.same();
      }
      lost.add(lose);
      hosts.stream().filter(lose::is).forEach(host -> lose(host, lose.reason()));
      hosts = hosts.stream().filter(host -> !lose.is(host)).toList();
      waiting.stream().filter(AwaitHosts::all).forEach(await -> await.hosts().completeExceptionally(new EngineFailure(lose.reason())));
      tellWhoWaits();
      return Behaviors.same();
    }

    private boolean isLost(ActorRef<Host.Command> host) {
      return lost.stream().anyMatch(lose -> lose.is(host));
    }

    private void lose(ActorRef<Host.Command> host, String reason) {
      Cluster.get(context.getSystem()).manager().tell(new Down(host.path().address()));
      results.keySet().forEach(survival -> survival.tell(new Survival.Lost(host, reason)));
    }

    private Behavior<Command> onAbort(Abort abort) {
      aborted = aborted.or(() -> Optional.of(abort.reason()));
      results.values().forEach(this::failIfAborted);
      waiting.forEach(await -> failIfAborted(await.hosts()));
      return Behaviors.same();
    }

    private void failIfAborted(CompletableFuture<?> future) {
      aborted.ifPresent(reason -> future.completeExceptionally(new EngineFailure(reason)));
    }

    private Behavior<Command> onPerform(Perform perform) {
      failIfAborted(perform.result());
      ActorRef<Survival.Command> survival =
          context.spawnAnonymous(
              Survival.create(perform.assignment(), perform.recipe(), perform.hosts(), perform.surviving(), perform.result()));
      results.put(survival, perform.result());
      context.watch(survival);
      perform.hosts().stream()
          .filter(this::isLost)
          .forEach(host -> survival.tell(new Survival.Lost(host, host.path().name() + " was lost before it began")));
      return Behaviors.same();
    }

    private Behavior<Command> onChildFailed(ChildFailed child) {
      results.forEach(
          (survival, result) -> {
            if (survival.path().equals(child.getRef().path())) {
              result.completeExceptionally(new EngineFailure("an assignment's actor broke: " + child.getCause(), child.getCause()));
            }
          });
      return onTerminated(child);
    }

    private Behavior<Command> onTerminated(Terminated child) {
      results.keySet().removeIf(survival -> survival.path().equals(child.getRef().path()));
      return Behaviors.same();
    }
  }
}
