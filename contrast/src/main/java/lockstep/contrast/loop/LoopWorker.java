package lockstep.contrast.loop;

import java.util.concurrent.TimeUnit;
import lockstep.engine.Account;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.BackOff;
import lockstep.engine.Breaks;
import lockstep.engine.BrokenCircle;
import lockstep.engine.GrantQueue;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;

/**
 * A worker on a loop. Each call of {@link #run} ends what it waited for and goes on from there until it has to wait again. All
 * methods are called by the loop's thread.
 */
final class LoopWorker implements Runnable, GrantQueue.Waiter {

  private enum Waiting {
    /** Has not begun. */
    TO_BEGIN,
    /** For its next task to arrive. */
    FOR_ARRIVAL,
    /** For the timer of a pause. */
    FOR_TIMER,
    /** For a resource. */
    FOR_GRANT,
    /** To go on with what it waited for, which was granted. */
    FOR_TURN,
    /** To ask anew, after it has given up. */
    TO_RETRY
  }

  private final LoopRun run;
  private final Assignment assignment;
  private final int number;
  private final TaskMachine machine;
  private final Breaks breaks;
  private final BackOff backOff;
  private Waiting waiting = Waiting.TO_BEGIN;
  private long waitingSinceNanos;
  private long grantedNanos;
  private long arriving;

  LoopWorker(LoopRun run, int number) {
    this.run = run;
    this.assignment = run.assignment();
    this.number = number;
    this.machine = new TaskMachine(assignment, number);
    this.breaks = new Breaks(machine.account());
    this.backOff = new BackOff(assignment, number, 1);
    machine.account().keepsQueues();
  }

  @Override
  public void run() {
    if (assignment.cancellation().requested()) {
      return;
    }
    try {
      if (resume()) {
        proceed();
      }
    } catch (RuntimeException e) {
      run.workerFailed(e);
    }
  }

  /** Ends the wait; false when the worker has to wait again, or has no task at all. */
  private boolean resume() {
    return switch (waiting) {
      case TO_BEGIN -> begin(assignment.sharesArrivals() ? run.takeArrival() : assignment.firstTask(number));
      case FOR_ARRIVAL -> begin(arriving);
      case FOR_TIMER -> {
        machine.paused(System.nanoTime() - waitingSinceNanos);
        yield true;
      }
      case FOR_GRANT -> throw new IllegalStateException("worker " + number + " goes on without what it waits for");
      case FOR_TURN -> {
        if (machine.sampled()) {
          machine.account().queued(System.nanoTime() - grantedNanos);
        }
        take();
        yield true;
      }
      case TO_RETRY -> true;
    };
  }

  /** Goes on until it has to wait, or all tasks are done. */
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
          if (!run.grants().grant(machine.asked(), machine.askedMode(), machine.askedPermits())) {
            run.grants().enqueue(machine.asked(), this);
            waiting = Waiting.FOR_GRANT;
            waitingSinceNanos = System.nanoTime();
            return;
          }
          take();
        }
        case UPDATE -> machine.update();
        case RELEASE -> {
          giveBack();
          machine.released();
        }
        case DONE -> {
          if (!begin(assignment.sharesArrivals() ? run.takeArrival() : assignment.nextTask(number, machine.index()))) {
            return;
          }
        }
      }
    }
  }

  /** Begins a task; false when it has not arrived yet, or there is none, and the worker has ended. */
  private boolean begin(long i) {
    if (i >= assignment.model().tasks() || assignment.cancellation().requested()) {
      run.workerEnded();
      return false;
    }
    Arrivals arrivals = assignment.arrivals();
    if (arrivals != null) {
      long left = run.beginNanos() + arrivals.nanos(i) - System.nanoTime();
      if (left > 0) {
        waiting = Waiting.FOR_ARRIVAL;
        arriving = i;
        var _ = run.loop().schedule(this, left, TimeUnit.NANOSECONDS);
        return false;
      }
    }
    backOff.reset();
    machine.begin(i, run.beginNanos());
    return true;
  }

  private void sleep() {
    waiting = Waiting.FOR_TIMER;
    waitingSinceNanos = System.nanoTime();
    var _ = run.loop().schedule(this, machine.pauseNanos(), TimeUnit.NANOSECONDS);
  }

  private void take() {
    if (machine.askedMode().isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(run.cells().array(), run.cells().base(machine.asked()));
    }
  }

  private void giveBack() {
    for (int n = machine.grants() - 1; n >= 0; n--) {
      if (!machine.usesUp(n)) {
        int resource = machine.neededResource(n);
        run.grants().release(resource, machine.neededMode(n), machine.neededPermits(n));
        passOn(resource);
      }
    }
    for (int n = 0; n < machine.puts(); n++) {
      run.grants().put(machine.putResource(n));
      passOn(machine.putResource(n));
    }
    breaks.gaveBack();
  }

  private void passOn(int resource) {
    for (LoopWorker next = run.grants().next(resource); next != null; next = run.grants().next(resource)) {
      next.endWait();
      machine.account().sent();
      run.loop().execute(next);
    }
  }

  /** What it waited for is granted; it goes on when the loop comes to it. */
  private void endWait() {
    waiting = Waiting.FOR_TURN;
    grantedNanos = System.nanoTime();
    machine.account().waited(grantedNanos - waitingSinceNanos);
  }

  /** Whether it waits for a resource that it was not granted. */
  boolean isInLine() {
    return waiting == Waiting.FOR_GRANT;
  }

  /** Since when it waits. */
  long waitingSinceNanos() {
    return waitingSinceNanos;
  }

  /** It was in a circle that another worker breaks. */
  void wasIn(BrokenCircle circle) {
    breaks.wasIn(circle);
  }

  /** Waits no more, gives back all that it holds, and tries again later. */
  void giveUp(BrokenCircle circle) {
    int resource = machine.asked();
    run.grants().withdraw(resource, worker -> worker == this);
    machine.account().waited(System.nanoTime() - waitingSinceNanos);
    breaks.breaks(circle);
    machine.givesUp();
    giveBack();
    passOn(resource);
    machine.retry();
    waiting = Waiting.TO_RETRY;
    var _ = run.loop().schedule(this, backOff.nextNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Mode mode() {
    return machine.askedMode();
  }

  @Override
  public int permits() {
    return machine.askedPermits();
  }

  /** What it did. */
  Account account() {
    return machine.account();
  }
}
