package lockstep.cluster.task;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.GrantQueue;
import lockstep.engine.ModelFailure;
import lockstep.engine.Policy;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Owns a block of resources: grants them to workers, first come, first served. */
final class ResourceOwner {

  /** What it is told. */
  sealed interface Command permits Request, Timed, Withdraw, Grant, Returned, Put, Probe, Broken, Surrender {}

  /** A request for a resource. */
  sealed interface Request extends Command permits Ask, Perform {
    int resource();

    Mode mode();

    int permits();

    int worker();
  }

  /**
   * Grant me this resource: answered with a {@link Grant}.
   *
   * @param permits how many of a counted resource; 1 otherwise
   * @param waits whether to answer later when it is taken; otherwise the answer is {@link TaskWorker.Refused} then
   */
  record Ask(int resource, Mode mode, int permits, int worker, boolean waits) implements Request {

    /** For a resource, or one permit of it. */
    Ask(int resource, Mode mode, int worker, boolean waits) {
      this(resource, mode, 1, worker, waits);
    }
  }

  /** I no longer want to wait: answered with {@link TaskWorker.Withdrawn}, unless a {@link Grant} is already under way. */
  record Withdraw(int resource, int worker) implements Command {}

  /**
   * Perform the rest of this task, all of whose needs are yours: one message there and one back, however many they are. It asks
   * for the first need. When that is granted and the others are free as well, the owner performs the task at once; when they
   * are not, the answer is the {@link Grant}, and the worker asks for the others in the order of its policy. So no task waits
   * inside an owner while it holds something. The machine is the owner's until it answers.
   */
  record Perform(int resource, Mode mode, int permits, TaskMachine machine, int worker) implements Request {}

  /**
   * A request of a sampled task, which is answered with a {@link TaskWorker.Timed}.
   *
   * @param sentNanos when it was sent, by {@link System#nanoTime}
   */
  record Timed(Request request, long sentNanos) implements Command {}

  /** Take back what you granted to a worker: told instead of the grant alone, when you look for deadlocks. */
  record Returned(Grant grant, int worker) implements Command {}

  /** Add a permit to a counted resource. */
  record Put(int resource) implements Command {}

  /** Hand over the final state of all that you own. Told when all workers have ended. */
  record Surrender(ActorRef<TaskRun.Command> replyTo) implements Command {}

  /** A request that found its resource taken. */
  record Waiting(Request request, boolean timed, long sinceNanos) implements GrantQueue.Waiter {
    @Override
    public Mode mode() {
      return request.mode();
    }

    @Override
    public int permits() {
      return request.permits();
    }
  }

  private final int first;
  private final Grant[] grants;
  private final GrantQueue<Waiting> queue;

  /** Resources, numbered in the block, that somebody who waits may get now. */
  private final BitSet freed = new BitSet();

  private final Account account = new Account();
  private final Replies replies;

  /** Who holds what; null when nobody asks for that. */
  private final @Nullable Holders holders;

  private ResourceOwner(
      int first,
      Grant[] grants,
      IntUnaryOperator permits,
      boolean detects,
      Workers workers) {
    this.first = first;
    this.grants = grants;
    this.queue = new GrantQueue<>(grants.length, local -> permits.applyAsInt(first + local));
    this.replies = new Replies(workers, account);
    this.holders = detects ? new Holders(first, grants.length, queue, replies) : null;
  }

  /**
   * An owner of {@code size} resources from {@code first} on.
   *
   * @param start the first state of all resources
   */
  static Behavior<Command> create(TaskModel model, CellStore start, int first, int size, Workers workers) {
    return Behaviors.setup(
        context -> new ResourceOwner(first, Grant.first(model, start, first, size), model::permits, false, workers).owning());
  }

  /** The same, of the policy {@code detect}: one that knows who holds what, and passes probes on. */
  static Behavior<Command> detecting(TaskModel model, CellStore start, int first, int size, Workers workers) {
    return Behaviors.setup(
        context -> new ResourceOwner(first, Grant.first(model, start, first, size), model::permits, true, workers).owning());
  }

  /** The owner of a block, as the policy of an assignment has it. */
  static Behavior<Command> of(Assignment assignment, CellStore start, Blocks blocks, int block, Workers workers) {
    return assignment.policy() == Policy.DETECT
        ? detecting(assignment.model(), start, blocks.first(block), blocks.size(block), workers)
        : create(assignment.model(), start, blocks.first(block), blocks.size(block), workers);
  }

  /** The owner of one counted resource without state. */
  static Behavior<Command> counted(int resource, int permits, Workers workers) {
    return Behaviors.setup(
        context -> new ResourceOwner(resource, new Grant[] {Grant.permit(resource)}, r -> permits, false, workers).owning());
  }

  private Behavior<Command> owning() {
    return Behaviors.receiveMessage(
        message -> {
          switch (message) {
            case Request request -> onRequest(request, false);
            case Timed timed -> onTimed(timed);
            case Withdraw withdraw -> onWithdraw(withdraw);
            case Grant returned -> onReturned(returned);
            case Returned returned -> onReturned(returned);
            case Put put -> put(put.resource());
            case Probe probe -> holders().pass(probe);
            case Broken broken -> holders().pass(broken);
            case Surrender surrender -> onSurrender(surrender);
          }
          passOn();
          return Behaviors.same();
        });
  }

  private void onTimed(Timed timed) {
    account.queued(System.nanoTime() - timed.sentNanos());
    onRequest(timed.request(), true);
  }

  private void onRequest(Request request, boolean timed) {
    int local = request.resource() - first;
    if (queue.grant(local, request.mode(), request.permits())) {
      serve(request, timed);
    } else if (request instanceof Ask ask && !ask.waits()) {
      replies.answer(ask.worker(), timed, TaskWorker.Refused.INSTANCE);
    } else {
      queue.enqueue(local, new Waiting(request, timed, System.nanoTime()));
    }
  }

  private void onWithdraw(Withdraw withdraw) {
    int local = withdraw.resource() - first;
    if (queue.withdraw(local, waiting -> endsWait(waiting, withdraw))) {
      replies.answer(withdraw.worker(), false, TaskWorker.Withdrawn.INSTANCE);
      freed.set(local);
    }
  }

  private boolean endsWait(Waiting waiting, Withdraw withdraw) {
    boolean withdrawn = waiting.request().worker() == withdraw.worker();
    if (withdrawn) {
      account.waited(System.nanoTime() - waiting.sinceNanos());
    }
    return withdrawn;
  }

  /** An exclusive grant that has been on another node is a copy with the state as it is now. */
  private void onReturned(Grant grant) {
    if (grant.mode() == Mode.EXCLUSIVE) {
      grants[grant.resource() - first] = grant;
    }
    release(grant.resource(), grant.mode(), grant.permits());
  }

  private void onReturned(Returned returned) {
    holders().returned(returned);
    onReturned(returned.grant());
  }

  private Holders holders() {
    return Objects.requireNonNull(holders, "only who detects deadlocks knows who holds what");
  }

  private void release(int resource, Mode mode, int permits) {
    queue.release(resource - first, mode, permits);
    freed.set(resource - first);
  }

  private void put(int resource) {
    queue.put(resource - first);
    freed.set(resource - first);
  }

  /** Serves those who wait for what became free, as far as it is; who is served may be done at once, and free other resources. */
  private void passOn() {
    for (int local = freed.nextSetBit(0); local >= 0; local = freed.nextSetBit(0)) {
      freed.clear(local);
      for (Waiting waiting = queue.next(local); waiting != null; waiting = queue.next(local)) {
        account.waited(System.nanoTime() - waiting.sinceNanos());
        serve(waiting.request(), waiting.timed());
      }
    }
  }

  private void serve(Request request, boolean timed) {
    if (request instanceof Perform perform && grantOthers(perform.machine())) {
      replies.answer(request.worker(), timed, performed(perform.machine()));
      return;
    }
    if (holders != null) {
      holders.granted(request);
    }
    replies.answer(request.worker(), timed, grants[request.resource() - first].in(request.mode(), request.permits()));
  }

  /** Grants all that a task needs besides the first, or nothing. */
  private boolean grantOthers(TaskMachine machine) {
    for (int n = 1; n < machine.needs(); n++) {
      if (!queue.grant(machine.neededResource(n) - first, machine.neededMode(n), machine.neededPermits(n))) {
        for (int granted = n - 1; granted > 0; granted--) {
          queue.release(
              machine.neededResource(granted) - first, machine.neededMode(granted), machine.neededPermits(granted));
        }
        return false;
      }
    }
    return true;
  }

  private TaskWorker.Command performed(TaskMachine machine) {
    try {
      perform(machine);
      return TaskWorker.Performed.INSTANCE;
    } catch (ModelFailure failure) {
      return new TaskWorker.Failed(failure);
    }
  }

  private void perform(TaskMachine machine) {
    giveAsked(machine);
    for (Step step = machine.next(); step != Step.RELEASE; step = machine.next()) {
      switch (step) {
        case ASK -> giveAsked(machine);
        case GAP, HOLD -> machine.spin();
        case UPDATE -> machine.update();
        case THINK, AWAIT, COMPUTE, RELEASE, DONE ->
            throw new IllegalStateException("a task that holds something came to " + step);
      }
    }
    for (int n = machine.grants() - 1; n >= 0; n--) {
      if (!machine.usesUp(n)) {
        release(machine.neededResource(n), machine.neededMode(n), machine.neededPermits(n));
      }
    }
    for (int n = 0; n < machine.puts(); n++) {
      put(machine.putResource(n));
    }
    machine.released();
  }

  private void giveAsked(TaskMachine machine) {
    grants[machine.asked() - first].giveTo(machine);
  }

  private void onSurrender(Surrender surrender) {
    surrender.replyTo().tell(new TaskRun.Surrendered(List.of(grants), account));
  }
}
