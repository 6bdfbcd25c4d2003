package lockstep.cluster.task;

import java.util.List;
import java.util.function.IntUnaryOperator;
import lockstep.engine.Account;
import lockstep.engine.CellStore;
import lockstep.engine.GrantQueue;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Owns a block of resources: grants them to workers, first come, first served. */
final class ResourceOwner {

  /** What it is told. */
  sealed interface Command permits Ask, Perform, Withdraw, Grant, Put, Surrender {}

  /** A request for a resource. */
  sealed interface Request {
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
  record Ask(int resource, Mode mode, int permits, int worker, boolean waits) implements Command, Request {

    /** For a resource, or one permit of it. */
    Ask(int resource, Mode mode, int worker, boolean waits) {
      this(resource, mode, 1, worker, waits);
    }
  }

  /** I no longer want to wait: answered with {@link TaskWorker.Withdrawn}, unless a {@link Grant} is already under way. */
  record Withdraw(int resource, int worker) implements Command {}

  /**
   * Perform the rest of this task, which needs your resource alone: one message there and one back, instead of three. The machine is
   * the owner's until it answers.
   */
  record Perform(int resource, TaskMachine machine, int worker) implements Command, Request {
    @Override
    public Mode mode() {
      return Mode.EXCLUSIVE;
    }

    @Override
    public int permits() {
      return 1;
    }
  }

  /** Add a permit to a counted resource. */
  record Put(int resource) implements Command {}

  /** Hand over the final state of all that you own. Told when all workers have ended. */
  record Surrender(ActorRef<TaskRun.Command> replyTo) implements Command {}

  /** A request that found its resource taken. */
  private record Waiting(Request request, long sinceNanos) implements GrantQueue.Waiter {
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
  private final List<ActorRef<TaskWorker.Command>> workers;
  private final Grant[] grants;
  private final GrantQueue<Waiting> queue;
  private final Account account = new Account();

  private ResourceOwner(
      int first, Grant[] grants, IntUnaryOperator permits, List<ActorRef<TaskWorker.Command>> workers) {
    this.first = first;
    this.workers = workers;
    this.grants = grants;
    this.queue = new GrantQueue<>(grants.length, local -> permits.applyAsInt(first + local));
  }

  /**
   * An owner of {@code size} resources from {@code first} on.
   *
   * @param start the first state of all resources
   * @param workers by number
   */
  static Behavior<Command> create(
      TaskModel model, CellStore start, int first, int size, List<ActorRef<TaskWorker.Command>> workers) {
    return Behaviors.setup(
        context -> new ResourceOwner(first, Grant.first(model, start, first, size), model::permits, workers).owning());
  }

  /** The owner of one counted resource without state. */
  static Behavior<Command> counted(int resource, int permits, List<ActorRef<TaskWorker.Command>> workers) {
    return Behaviors.setup(
        context -> new ResourceOwner(resource, new Grant[] {Grant.permit(resource)}, r -> permits, workers).owning());
  }

  private Behavior<Command> owning() {
    return Behaviors.receiveMessage(
        message -> {
          switch (message) {
            case Ask ask -> onRequest(ask);
            case Perform perform -> onRequest(perform);
            case Withdraw withdraw -> onWithdraw(withdraw);
            case Grant returned -> onReturned(returned);
            case Put put -> {
              queue.put(put.resource() - first);
              passOn(put.resource() - first);
            }
            case Surrender surrender -> onSurrender(surrender);
          }
          return Behaviors.same();
        });
  }

  private void onRequest(Request request) {
    int local = request.resource() - first;
    if (queue.grant(local, request.mode(), request.permits())) {
      serve(request);
      passOn(local);
    } else if (request instanceof Ask ask && !ask.waits()) {
      workers.get(ask.worker()).tell(TaskWorker.Refused.INSTANCE);
    } else {
      queue.enqueue(local, new Waiting(request, System.nanoTime()));
    }
  }

  private void onWithdraw(Withdraw withdraw) {
    int local = withdraw.resource() - first;
    if (queue.withdraw(local, waiting -> waiting.request().worker() == withdraw.worker())) {
      workers.get(withdraw.worker()).tell(TaskWorker.Withdrawn.INSTANCE);
      passOn(local);
    }
  }

  private void onReturned(Grant grant) {
    queue.release(grant.resource() - first, grant.mode(), grant.permits());
    passOn(grant.resource() - first);
  }

  /** Serves those who wait for a resource, as far as it is free. */
  private void passOn(int local) {
    Waiting waiting = queue.next(local);
    while (waiting != null) {
      account.waited(System.nanoTime() - waiting.sinceNanos());
      serve(waiting.request());
      waiting = queue.next(local);
    }
  }

  private void serve(Request request) {
    Grant grant = grants[request.resource() - first];
    ActorRef<TaskWorker.Command> worker = workers.get(request.worker());
    switch (request) {
      case Ask ask -> worker.tell(grant.in(ask.mode(), ask.permits()));
      case Perform perform -> {
        perform(perform.machine(), grant);
        queue.release(request.resource() - first, Mode.EXCLUSIVE);
        worker.tell(TaskWorker.Performed.INSTANCE);
      }
    }
  }

  private static void perform(TaskMachine machine, Grant grant) {
    grant.giveTo(machine);
    for (Step step = machine.next(); step != Step.RELEASE; step = machine.next()) {
      switch (step) {
        case HOLD -> machine.spin();
        case UPDATE -> machine.update();
        case THINK, AWAIT, COMPUTE, ASK, GAP, RELEASE, DONE ->
            throw new IllegalStateException("a task that needs one resource came to " + step);
      }
    }
    machine.released();
  }

  private void onSurrender(Surrender surrender) {
    surrender.replyTo().tell(new TaskRun.Surrendered(List.of(grants), account));
  }
}
