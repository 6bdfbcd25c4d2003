package lockstep.cluster.task;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Cancellation;
import lockstep.engine.CellStore;
import lockstep.engine.ModelFailure;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.TaskMachine;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One assignment: spawns the owners of resources and the workers, lets them begin, and gathers what they did. It ends when all
 * tasks are performed, when an actor failed, or when it is told to; its result is known when all its actors have stopped.
 */
final class TaskRun {

  /** What it is told. */
  sealed interface Command permits WorkerIsFree, WorkerEnded, WorkerFailed, Surrendered, Cancel {}

  /** Give me the next task to arrive: answered with {@link TaskWorker.Take}. */
  record WorkerIsFree(int worker) implements Command {}

  /**
   * A worker has performed all its tasks.
   *
   * @param account what it did
   * @param beginNanos when it began its first task, by {@link System#nanoTime}
   * @param endNanos when it had committed its last one
   */
  record WorkerEnded(Account account, long beginNanos, long endNanos) implements Command {}

  /** The model failed in a worker's task, wherever that was performed. */
  record WorkerFailed(ModelFailure failure) implements Command {}

  /**
   * An owner has handed over what it owned.
   *
   * @param grants with the final state
   * @param account the waits of those whom it kept waiting
   */
  record Surrendered(List<Grant> grants, Account account) implements Command {}

  /** End early. */
  enum Cancel implements Command {
    INSTANCE
  }

  /**
   * Whom workers ask for resources.
   *
   * @param byBlock the owner of each block; none when one actor owns all
   * @param here whether the owner of a block is in this JVM
   */
  record Owners(
      Blocks blocks,
      List<ActorRef<ResourceOwner.Command>> byBlock,
      Optional<ActorRef<ResourceOwner.Command>> gateOwner,
      Optional<ActorRef<ReservationOwner.Command>> ownerOfAll,
      IntPredicate here) {

    /** All of this JVM. */
    Owners(
        Blocks blocks,
        List<ActorRef<ResourceOwner.Command>> byBlock,
        Optional<ActorRef<ResourceOwner.Command>> gateOwner,
        Optional<ActorRef<ReservationOwner.Command>> ownerOfAll) {
      this(blocks, byBlock, gateOwner, ownerOfAll, _ -> true);
    }

    /** Whether the owner of what a task asks for can perform it by itself; its machine does not leave the JVM. */
    boolean canOneHerePerform(TaskMachine machine) {
      return here.test(blocks.of(machine.asked())) && blocks.canOneOwnerPerform(machine);
    }

    /** The owner of a resource. */
    ActorRef<ResourceOwner.Command> of(int resource) {
      return byBlock.get(blocks.of(resource));
    }

    /** The gate's id, as a resource: above all of the model's. */
    int gateId() {
      return blocks.resources();
    }

    /** The gate of the policy {@code arbiter}. */
    ActorRef<ResourceOwner.Command> gate() {
      return gateOwner.orElseThrow();
    }

    /** The owner of all resources under the policy {@code all-at-once}. */
    ActorRef<ReservationOwner.Command> reservations() {
      return ownerOfAll.orElseThrow();
    }

    int count() {
      return byBlock.size() + (gateOwner.isPresent() ? 1 : 0) + (ownerOfAll.isPresent() ? 1 : 0);
    }
  }

  private final ActorContext<Command> context;
  private final CellStore cells;
  private final CompletableFuture<Outcome> result;
  private final Owners owners;
  private final List<ActorRef<TaskWorker.Command>> workers;
  private final Account together = new Account();
  private final Cancellation cancellation;
  private Outcome outcome = new Outcome.Cancelled();
  private Optional<Throwable> failure = Optional.empty();
  private long nextArrival;
  private int awaited;
  private long beginNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;

  private TaskRun(
      ActorContext<Command> context,
      Assignment assignment,
      CellStore cells,
      CompletableFuture<Outcome> result) {
    this.context = context;
    this.cells = cells;
    this.cancellation = assignment.cancellation();
    this.result = result;
    this.workers =
        IntStream.range(0, assignment.workers())
            .mapToObj(w -> watched(TaskWorker.create(assignment, w, context.getSelf()), "worker-" + w))
            .toList();
    this.owners = owners(assignment);
    this.awaited = workers.size();
    TaskWorker.Begin begin = new TaskWorker.Begin(owners, System.nanoTime());
    workers.forEach(worker -> worker.tell(begin));
  }

  /**
   * A run of an assignment.
   *
   * @param cells the first state; becomes the final one
   * @param result completed when the run has ended and all its actors have stopped
   */
  static Behavior<Command> create(Assignment assignment, CellStore cells, CompletableFuture<Outcome> result) {
    return Behaviors.setup(
        context -> {
          TaskRun run = new TaskRun(context, assignment, cells, result);
          assignment.cancellation().onRequest(() -> context.getSelf().tell(Cancel.INSTANCE));
          return run.running();
        });
  }

  private Owners owners(Assignment assignment) {
    TaskModel model = assignment.model();
    Blocks blocks = Blocks.atMost(assignment.coordination().owners(), model.resources());
    Workers here = Workers.here(workers);
    if (assignment.policy() == Policy.ALL_AT_ONCE) {
      return new Owners(
          blocks,
          List.of(),
          Optional.empty(),
          Optional.of(watched(ReservationOwner.create(model, cells, here), "owner-of-all")));
    }
    List<ActorRef<ResourceOwner.Command>> byBlock =
        IntStream.range(0, blocks.count())
            .mapToObj(block -> watched(ResourceOwner.of(assignment, cells, blocks, block, here), "owner-" + block))
            .toList();
    Optional<ActorRef<ResourceOwner.Command>> gate =
        assignment.policy() == Policy.ARBITER
            ? Optional.of(watched(ResourceOwner.counted(model.resources(), model.safeAtOnce(), here), "gate"))
            : Optional.empty();
    return new Owners(blocks, byBlock, gate, Optional.empty());
  }

  private <T> ActorRef<T> watched(Behavior<T> child, String name) {
    ActorRef<T> ref = context.spawn(child, name);
    context.watch(ref);
    return ref;
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(WorkerIsFree.class, this::onWorkerIsFree)
        .onMessage(WorkerEnded.class, this::onWorkerEnded)
        .onMessage(WorkerFailed.class, failed -> fail(failed.failure()))
        .onMessage(Surrendered.class, this::onSurrendered)
        .onMessage(Cancel.class, cancel -> Behaviors.stopped())
        .onSignal(ChildFailed.class, failed -> fail(failed.getCause()))
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<Command> onWorkerIsFree(WorkerIsFree free) {
    together.sent();
    workers.get(free.worker()).tell(new TaskWorker.Take(nextArrival));
    nextArrival++;
    return Behaviors.same();
  }

  private Behavior<Command> onWorkerEnded(WorkerEnded ended) {
    together.add(ended.account());
    beginNanos = Math.min(beginNanos, ended.beginNanos());
    endNanos = Math.max(endNanos, ended.endNanos());
    awaited--;
    if (awaited > 0) {
      return Behaviors.same();
    }
    owners.byBlock().forEach(owner -> owner.tell(new ResourceOwner.Surrender(context.getSelf())));
    owners.gateOwner().ifPresent(gate -> gate.tell(new ResourceOwner.Surrender(context.getSelf())));
    owners.ownerOfAll().ifPresent(owner -> owner.tell(new ReservationOwner.Surrender(context.getSelf())));
    awaited = owners.count();
    return awaited == 0 ? complete() : Behaviors.same();
  }

  private Behavior<Command> onSurrendered(Surrendered surrendered) {
    together.add(surrendered.account());
    for (Grant grant : surrendered.grants()) {
      if (grant.cells().length > 0) {
        cells.put(grant.resource(), grant.cells());
      }
    }
    awaited--;
    return awaited == 0 ? complete() : Behaviors.same();
  }

  private Behavior<Command> complete() {
    outcome = new Outcome.Completed(cells, together, endNanos - beginNanos);
    return Behaviors.stopped();
  }

  /** Also ends workers that spin, which would not look at their mailbox for long. */
  private Behavior<Command> fail(Throwable cause) {
    failure = Optional.of(cause);
    cancellation.request();
    return Behaviors.stopped();
  }

  private Behavior<Command> onStopped(PostStop stopped) {
    failure.ifPresentOrElse(result::completeExceptionally, () -> result.complete(outcome));
    return Behaviors.same();
  }
}
