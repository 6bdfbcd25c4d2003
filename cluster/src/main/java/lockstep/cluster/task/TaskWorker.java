package lockstep.cluster.task;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.BackOff;
import lockstep.engine.ModelFailure;
import lockstep.engine.Policy;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Pause;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** A worker that performs its tasks one after the other, and waits for messages instead of locks. */
final class TaskWorker {

  /** What it is told. */
  sealed interface Command
      permits Begin, Take, Timed, Grant, Reserved, Performed, Failed, Refused, Withdrawn, PatienceEnded, Detection, Signal {}

  /**
   * Begin your tasks.
   *
   * @param openedNanos when the first task could arrive, by {@link System#nanoTime}
   */
  record Begin(TaskRun.Owners owners, long openedNanos) implements Command {}

  /** Perform this task when it has arrived; there are no more when it is none of the model's. */
  record Take(long task) implements Command {}

  /**
   * The answer to a request of a sampled task.
   *
   * @param sentNanos when it was sent, by {@link System#nanoTime}
   */
  record Timed(Command answer, long sentNanos) implements Command {}

  /** All that the task needs, in the order in which it asks. */
  record Reserved(List<Grant> grants) implements Command {}

  /** The owner has performed what was left of the task; the machine is the worker's again. */
  enum Performed implements Command {
    INSTANCE
  }

  /** The model failed while the owner performed the task. */
  record Failed(ModelFailure failure) implements Command {}

  /** The resource is taken, and the request did not want to wait. */
  enum Refused implements Command {
    INSTANCE
  }

  /** The request waits no more. */
  enum Withdrawn implements Command {
    INSTANCE
  }

  /** The request of that number has waited long enough. */
  record PatienceEnded(long ask) implements Command {}

  /** What only the policy {@code detect} has need of. */
  sealed interface Detection extends Command permits Probe, ProbeDue, Broken {}

  /** The time has come to look for a deadlock. */
  enum ProbeDue implements Detection {
    INSTANCE
  }

  /** What it tells itself. */
  private enum Signal implements Command {
    /** The timer of a pause has run out. */
    TIMER,
    /** The next task has arrived. */
    ARRIVAL,
    /** Begin the next task: it has only given way to others. */
    CONTINUE,
    /** Try the task again. */
    RETRY
  }

  /** So many tasks are performed in a row before other actors get their turn on the thread. */
  private static final int TASKS_IN_A_ROW = 64;

  private static final int ATTEMPTS_AT_ONCE = 2;

  /** A tick of the timers: less than that is no wait at all, and workers that never wait meet for ever. */
  private static final long SHORTEST_TIMER_NANOS = 1_000_000;

  private final ActorContext<Command> context;
  private final Assignment assignment;
  private final int number;
  private final ActorRef<TaskRun.Command> run;
  private final TaskMachine machine;
  private final BackOff backOff;
  private final int attemptsAtOnce;
  private int attempts;
  private @Nullable ResourceClient resources;
  private int inARow;
  private long openedNanos;
  private long arriving;
  private long beginNanos;
  private long pausedAtNanos;

  private TaskWorker(
      ActorContext<Command> context, Assignment assignment, int number, ActorRef<TaskRun.Command> run) {
    this.context = context;
    this.assignment = assignment;
    this.number = number;
    this.run = run;
    this.machine = new TaskMachine(assignment, number);
    machine.account().keepsQueues();
    this.attemptsAtOnce = assignment.policy() == Policy.DETECT ? 0 : ATTEMPTS_AT_ONCE;
    this.backOff = new BackOff(assignment, number, SHORTEST_TIMER_NANOS);
  }

  /** A worker that waits to be told to begin, and tells the run when it has ended. */
  static Behavior<Command> create(Assignment assignment, int number, ActorRef<TaskRun.Command> run) {
    return Behaviors.setup(context -> new TaskWorker(context, assignment, number, run).working());
  }

  private Behavior<Command> working() {
    return Behaviors.receiveMessage(
        message -> {
          inARow = 0;
          try {
            onMessage(message);
          } catch (ModelFailure failure) {
            run.tell(new TaskRun.WorkerFailed(failure));
          }
          return Behaviors.same();
        });
  }

  private void onMessage(Command message) {
    switch (message) {
      case Begin begin -> onBegin(begin);
      case Take take -> beginTask(take.task());
      case Timed timed -> {
        machine.account().queued(System.nanoTime() - timed.sentNanos());
        onMessage(timed.answer());
      }
      case Grant grant -> {
        if (resources().granted(grant)) {
          proceed();
        }
      }
      case Reserved reserved -> {
        resources().reserved(reserved.grants());
        proceed();
      }
      case Performed _ -> {
        resources().performed();
        proceed();
      }
      case Failed failed -> run.tell(new TaskRun.WorkerFailed(failed.failure()));
      case Refused _ -> retry();
      case Withdrawn _ -> retry();
      case PatienceEnded ended -> resources().patienceEnded(ended.ask());
      case Detection detection -> resources().probing().on(detection);
      case Signal signal -> onSignal(signal);
    }
  }

  private ResourceClient resources() {
    return Objects.requireNonNull(resources, "a worker has no resources before it begins");
  }

  private void onBegin(Begin begin) {
    resources = new ResourceClient(context, assignment.coordination(), number, machine, begin.owners());
    openedNanos = begin.openedNanos();
    beginNanos = System.nanoTime();
    if (assignment.sharesArrivals()) {
      askForTask();
    } else {
      beginTask(assignment.firstTask(number));
    }
  }

  private void askForTask() {
    machine.account().sent();
    run.tell(new TaskRun.WorkerIsFree(number));
  }

  /** Gives up what is held and asks anew: at first when others have had their turn, then, and a victim always, after a random while that grows. */
  private void retry() {
    machine.givesUp();
    resources().giveBack();
    machine.retry();
    attempts++;
    if (attempts <= attemptsAtOnce) {
      context.getSelf().tell(Signal.RETRY);
    } else {
      Duration pause = Duration.ofNanos(SHORTEST_TIMER_NANOS + backOff.nextNanos());
      var _ = context.scheduleOnce(pause, context.getSelf(), Signal.RETRY);
    }
  }

  private void onSignal(Signal signal) {
    switch (signal) {
      case TIMER -> {
        machine.paused(System.nanoTime() - pausedAtNanos);
        proceed();
      }
      case RETRY -> proceed();
      case ARRIVAL -> beginTask(arriving);
      case CONTINUE -> beginTask(assignment.nextTask(number, machine.index()));
    }
  }

  /** Begins a task as soon as it has arrived. */
  private void beginTask(long i) {
    if (i >= assignment.model().tasks()) {
      end();
    } else if (hasArrived(i)) {
      machine.begin(i, openedNanos);
      proceed();
    }
  }

  /** Whether a task has arrived; otherwise a timer is set. */
  private boolean hasArrived(long i) {
    Arrivals arrivals = assignment.arrivals();
    long left = arrivals == null ? 0 : openedNanos + arrivals.nanos(i) - System.nanoTime();
    if (left > 0) {
      arriving = i;
      var _ = context.scheduleOnce(Duration.ofNanos(left), context.getSelf(), Signal.ARRIVAL);
    }
    return left <= 0;
  }

  private void end() {
    run.tell(new TaskRun.WorkerEnded(machine.account(), beginNanos, System.nanoTime()));
  }

  /** Goes on until it has to wait for a message. */
  private void proceed() {
    while (true) {
      Step step = machine.next();
      switch (step) {
        case THINK, AWAIT, GAP, HOLD -> {
          if (machine.pause() == Pause.TIMER) {
            sleep();
            return;
          }
          machine.spin();
        }
        case COMPUTE -> machine.compute();
        case ASK -> {
          if (!resources().ask()) {
            return;
          }
        }
        case UPDATE -> machine.update();
        case RELEASE -> {
          resources().giveBack();
          machine.released();
        }
        case DONE -> {
          attempts = 0;
          resources().committed();
          backOff.reset();
          if (assignment.sharesArrivals()) {
            askForTask();
            return;
          }
          if (++inARow == TASKS_IN_A_ROW) {
            context.getSelf().tell(Signal.CONTINUE);
            return;
          }
          long next = assignment.nextTask(number, machine.index());
          if (next >= assignment.model().tasks()) {
            end();
            return;
          }
          if (!hasArrived(next)) {
            return;
          }
          machine.begin(next, openedNanos);
        }
      }
    }
  }

  private void sleep() {
    pausedAtNanos = System.nanoTime();
    var _ = context.scheduleOnce(Duration.ofNanos(machine.pauseNanos()), context.getSelf(), Signal.TIMER);
  }
}
