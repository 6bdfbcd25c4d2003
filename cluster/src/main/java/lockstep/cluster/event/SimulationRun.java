package lockstep.cluster.event;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment: spawns an actor for each partition, lets them begin, and takes no part in their rounds. Its result is known when all
 * of them have stopped.
 */
final class SimulationRun {

  /** What it is told. */
  sealed interface Command permits Stopped, Failed {}

  /**
   * A partition has stopped, as all others do after the same round.
   *
   * @param done whether it went as far as the horizon
   * @param window the last one that was handled; negative if none was
   * @param rounds how many windows were handled
   */
  record Stopped(boolean done, long window, long rounds, long elapsedNanos) implements Command {}

  /** A partition failed; it stops after this round, like all others. */
  record Failed(RuntimeException cause) implements Command {}

  private final EventRun run;
  private final CompletableFuture<EventOutcome> result;
  private Optional<Throwable> failure = Optional.empty();
  private Optional<Stopped> longest = Optional.empty();
  private int running;

  private SimulationRun(
      ActorContext<Command> context, EventAssignment assignment, EventRun run, CompletableFuture<EventOutcome> result) {
    this.run = run;
    this.result = result;
    List<ActorRef<PartitionActor.Command>> actors =
        run.partitions().stream()
            .map(
                partition ->
                    context.spawn(
                        PartitionActor.create(run, partition, assignment.cancellation(), context.getSelf()),
                        "partition-" + partition.number()))
            .toList();
    actors.forEach(context::watch);
    running = actors.size();
    actors.forEach(actor -> actor.tell(new PartitionActor.Begin(actors)));
  }

  static Behavior<Command> create(EventAssignment assignment, EventRun run, CompletableFuture<EventOutcome> result) {
    return Behaviors.setup(context -> new SimulationRun(context, assignment, run, result).running());
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(Stopped.class, this::onStopped)
        .onMessage(Failed.class, this::onFailed)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, _ -> onTerminated())
        .build();
  }

  private Behavior<Command> onStopped(Stopped stopped) {
    if (stopped.done() && longest.map(Stopped::elapsedNanos).orElse(0L) <= stopped.elapsedNanos()) {
      longest = Optional.of(stopped);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onFailed(Failed failed) {
    failure = failure.or(() -> Optional.of(failed.cause()));
    return Behaviors.same();
  }

  /** The others wait for its batch, and would for ever. */
  private Behavior<Command> onChildFailed(ChildFailed child) {
    result.completeExceptionally(child.getCause());
    return Behaviors.stopped();
  }

  private Behavior<Command> onTerminated() {
    running--;
    if (running > 0) {
      return Behaviors.same();
    }
    try {
      failure.ifPresentOrElse(result::completeExceptionally, () -> result.complete(outcome()));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
    return Behaviors.stopped();
  }

  private EventOutcome outcome() {
    return longest
        .<EventOutcome>map(how -> run.completed(how.window(), how.rounds(), how.elapsedNanos()))
        .orElseGet(EventOutcome.Cancelled::new);
  }
}
