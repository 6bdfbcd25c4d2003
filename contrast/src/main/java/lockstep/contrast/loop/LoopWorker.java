package lockstep.contrast.loop;

import java.util.concurrent.TimeUnit;
import lockstep.engine.Account;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
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
    FOR_GRANT
  }

  private final LoopRun run;
  private final Assignment assignment;
  private final int number;
  private final TaskMachine machine;
  private Waiting waiting = Waiting.TO_BEGIN;
  private long waitingSinceNanos;
  private long grantedNanos;
  private long arriving;

  LoopWorker(LoopRun run, int number) {
    this.run = run;
    this.assignment = run.assignment();
    this.number = number;
    this.machine = new TaskMachine(assignment, number);
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
      case FOR_GRANT -> {
        if (machine.sampled()) {
          machine.account().queued(System.nanoTime() - grantedNanos);
        }
        take();
        yield true;
      }
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
        case RELEASE -> release();
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

  private void release() {
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
    machine.released();
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
    grantedNanos = System.nanoTime();
    machine.account().waited(grantedNanos - waitingSinceNanos);
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
