package lockstep.cluster.task;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import lockstep.engine.Assignment;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Pause;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A worker that performs its tasks one after the other, and waits for messages instead of locks. */
final class TaskWorker {

  /** What it is told. */
  sealed interface Command permits Begin, Grant, Performed, Signal {}

  /**
   * Begin your tasks.
   *
   * @param owners of blocks of {@code blockSize} resources, by ascending id
   */
  record Begin(List<ActorRef<ResourceOwner.Command>> owners, int blockSize) implements Command {}

  /** The owner has performed what was left of the task; the machine is the worker's again. */
  enum Performed implements Command {
    INSTANCE
  }

  /** What it tells itself. */
  private enum Signal implements Command {
    /** The timer of a pause has run out. */
    TIMER,
    /** Go on: it has only given way to others. */
    CONTINUE
  }

  /** So many tasks are performed in a row before other actors get their turn on the thread. */
  private static final int TASKS_IN_A_ROW = 64;

  private final ActorContext<Command> context;
  private final Assignment assignment;
  private final int number;
  private final ActorRef<TaskRun.Command> run;
  private final TaskMachine machine;
  private List<ActorRef<ResourceOwner.Command>> owners = List.of();
  private int blockSize;
  private Grant[] held = new Grant[2];
  private int inARow;
  private long beginNanos;
  private long pausedAtNanos;

  private TaskWorker(
      ActorContext<Command> context, Assignment assignment, int number, ActorRef<TaskRun.Command> run) {
    this.context = context;
    this.assignment = assignment;
    this.number = number;
    this.run = run;
    this.machine = new TaskMachine(assignment, number);
  }

  /** A worker that waits to be told to begin, and tells the run when it has ended. */
  static Behavior<Command> create(Assignment assignment, int number, ActorRef<TaskRun.Command> run) {
    return Behaviors.setup(context -> new TaskWorker(context, assignment, number, run).working());
  }

  private Behavior<Command> working() {
    return Behaviors.receiveMessage(
        message -> {
          inARow = 0;
          switch (message) {
            case Begin begin -> onBegin(begin);
            case Grant grant -> onGrant(grant);
            case Performed _ -> proceed();
            case Signal signal -> onSignal(signal);
          }
          return Behaviors.same();
        });
  }

  private void onBegin(Begin begin) {
    owners = begin.owners();
    blockSize = begin.blockSize();
    beginNanos = System.nanoTime();
    beginTask(assignment.firstTask(number));
  }

  private void onGrant(Grant grant) {
    if (machine.grants() == held.length) {
      held = Arrays.copyOf(held, held.length * 2);
    }
    held[machine.grants()] = grant;
    grant.giveTo(machine);
    proceed();
  }

  private void onSignal(Signal signal) {
    switch (signal) {
      case TIMER -> {
        machine.paused(System.nanoTime() - pausedAtNanos);
        proceed();
      }
      case CONTINUE -> beginTask(assignment.nextTask(number, machine.index()));
    }
  }

  private void beginTask(long i) {
    if (i < assignment.model().tasks()) {
      machine.begin(i);
      proceed();
    } else {
      end();
    }
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
          ask();
          return;
        }
        case UPDATE -> machine.update();
        case RELEASE -> release();
        case DONE -> {
          if (++inARow == TASKS_IN_A_ROW) {
            context.getSelf().tell(Signal.CONTINUE);
            return;
          }
          long next = assignment.nextTask(number, machine.index());
          if (next >= assignment.model().tasks()) {
            end();
            return;
          }
          machine.begin(next);
        }
      }
    }
  }

  private void sleep() {
    pausedAtNanos = System.nanoTime();
    var _ = context.scheduleOnce(Duration.ofNanos(machine.pauseNanos()), context.getSelf(), Signal.TIMER);
  }

  private void ask() {
    int resource = machine.asked();
    ResourceOwner.Command request =
        machine.needsOneExclusively()
            ? new ResourceOwner.Perform(resource, machine, number)
            : new ResourceOwner.Ask(resource, machine.askedMode(), number);
    owner(resource).tell(request);
  }

  private void release() {
    for (int n = machine.grants() - 1; n >= 0; n--) {
      owner(held[n].resource()).tell(held[n]);
    }
    machine.released();
  }

  private ActorRef<ResourceOwner.Command> owner(int resource) {
    return owners.get(resource / blockSize);
  }
}
