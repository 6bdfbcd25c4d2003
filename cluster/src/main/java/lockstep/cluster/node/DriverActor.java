package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lockstep.cluster.task.TaskConductor;
import lockstep.engine.Assignment;
import lockstep.engine.EngineFailure;
import lockstep.engine.NodeLost;
import lockstep.engine.Outcome;
import lockstep.engine.event.EventOutcome;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/** A driver's actor: knows the hosts there are, and spawns what conducts assignments. Those of events may outlive a host, those of tasks do not. */
final class DriverActor {

  /** What its driver tells it. */
  sealed interface Command {}

  private record Listed(List<ActorRef<Host.Command>> hosts) implements Command {}

  /** Wait for so many hosts; with losses for fewer, unless all have to be there. */
  record AwaitHosts(int number, boolean all, CompletableFuture<List<ActorRef<Host.Command>>> hosts) implements Command {}

  /** Perform an assignment of events. */
  record Perform(Undertaking undertaking, List<ActorRef<Host.Command>> hosts, Surviving surviving) implements Command {}

  /** Perform one of tasks. */
  record PerformTasks(Assignment assignment, TaskHosts hosts, CompletableFuture<Outcome> result) implements Command {}

  /** A host is lost: one of that name, at that address if it is not empty. */
  record Lose(String name, String address, String reason) implements Command {

    boolean is(ActorRef<Host.Command> host) {
      return host.path().name().equals(name) && (address.isEmpty() || host.path().address().toString().equals(address));
    }

    boolean isOfThatOf(Lose other) {
      return name.equals(other.name) && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
    }
  }

  private static final String CUT_OFF = "the driver was cut off from its nodes, and stopped";

  private final ActorContext<Command> context;
  private final Map<ActorRef<Survival.Command>, CompletableFuture<EventOutcome>> results = new HashMap<>();
  private final Map<ActorRef<TaskConductor.Command>, PerformTasks> tasks = new HashMap<>();
  private final List<Lose> lost = new ArrayList<>();
  private List<ActorRef<Host.Command>> hosts = List.of();
  private List<AwaitHosts> waiting = List.of();

  private DriverActor(ActorContext<Command> context) {
    this.context = context;
    ActorRef<Receptionist.Listing> listings =
        context.messageAdapter(
            Receptionist.Listing.class, listing -> new Listed(List.copyOf(listing.getServiceInstances(Host.KEY))));
    context.getSystem().receptionist().tell(Receptionist.subscribe(Host.KEY, listings));
  }

  static Behavior<Command> create() {
    return Behaviors.setup(context -> new DriverActor(context).running());
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Listed.class, this::onListed)
        .onMessage(AwaitHosts.class, this::onAwaitHosts)
        .onMessage(Lose.class, this::onLose)
        .onMessage(Perform.class, this::onPerform)
        .onMessage(PerformTasks.class, this::onPerformTasks)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, _ -> onPostStop())
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
    waiting = Stream.concat(waiting.stream(), Stream.of(await)).toList();
    tellWhoWaits();
    return Behaviors.same();
  }

  /** Who needs all hosts waits in vain when one is lost. */
  private void tellWhoWaits() {
    for (AwaitHosts await : waiting) {
      if (hosts.size() >= await.number() - (await.all() ? 0 : lost.size())) {
        await.hosts().complete(hosts.subList(0, Math.min(await.number(), hosts.size())));
      } else if (await.all() && !lost.isEmpty()) {
        await.hosts().completeExceptionally(new NodeLost(lost.getFirst().reason()));
      }
    }
    waiting = waiting.stream().filter(await -> !await.hosts().isDone()).toList();
  }

  private Behavior<Command> onLose(Lose lose) {
    if (lost.stream().anyMatch(lose::isOfThatOf)) {
      return Behaviors.same();
    }
    lost.add(lose);
    hosts.stream().filter(lose::is).forEach(host -> lose(host, lose.reason()));
    // Those that have lost a host, whether or not it is listed any more.
    tasks.values().forEach(this::failIfLost);
    hosts = hosts.stream().filter(host -> !lose.is(host)).toList();
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

  private void failIfLost(PerformTasks perform) {
    lost.stream()
        .filter(lose -> perform.hosts().hosts().stream().anyMatch(lose::is))
        .findFirst()
        .ifPresent(lose -> perform.result().completeExceptionally(new NodeLost(lose.reason())));
  }

  private Behavior<Command> onPerform(Perform perform) {
    ActorRef<Survival.Command> survival =
        context.spawnAnonymous(Survival.create(perform.undertaking(), perform.hosts(), perform.surviving()));
    results.put(survival, perform.undertaking().result());
    context.watch(survival);
    perform.hosts().stream()
        .filter(this::isLost)
        .forEach(host -> survival.tell(new Survival.Lost(host, host.path().name() + " was lost before it began")));
    return Behaviors.same();
  }

  private Behavior<Command> onPerformTasks(PerformTasks perform) {
    failIfLost(perform);
    if (perform.result().isDone()) {
      return Behaviors.same();
    }
    ActorRef<TaskConductor.Command> conductor =
        context.spawnAnonymous(TaskConductor.create(perform.assignment(), perform.hosts(), perform.result()));
    tasks.put(conductor, perform);
    context.watch(conductor);
    return Behaviors.same();
  }

  private Behavior<Command> onChildFailed(ChildFailed child) {
    EngineFailure failure = new EngineFailure("an assignment's actor broke: " + child.getCause(), child.getCause());
    results.forEach(
        (survival, result) -> {
          if (survival.path().equals(child.getRef().path())) {
            result.completeExceptionally(failure);
          }
        });
    tasks.forEach(
        (conductor, perform) -> {
          if (conductor.path().equals(child.getRef().path())) {
            perform.result().completeExceptionally(failure);
          }
        });
    return onTerminated(child);
  }

  private Behavior<Command> onTerminated(Terminated child) {
    results.keySet().removeIf(survival -> survival.path().equals(child.getRef().path()));
    tasks.keySet().removeIf(conductor -> conductor.path().equals(child.getRef().path()));
    return Behaviors.same();
  }

  /** Nobody is left to complete what is waited for. */
  private Behavior<Command> onPostStop() {
    NodeLost cutOff = new NodeLost(CUT_OFF);
    results.values().forEach(result -> result.completeExceptionally(cutOff));
    tasks.values().forEach(perform -> perform.result().completeExceptionally(cutOff));
    waiting.forEach(await -> await.hosts().completeExceptionally(cutOff));
    return Behaviors.same();
  }
}
