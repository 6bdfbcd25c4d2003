package lockstep.contrast.thread;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lockstep.engine.Account;
import lockstep.engine.Arrivals;
import lockstep.engine.Assignment;
import lockstep.engine.BackOff;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Pause;

/** A worker that performs its tasks on one thread, and blocks that thread when it has to wait. */
final class BlockingWorker {

  /** Below this a thread is not given up: parking and waking takes longer. */
  private static final long SHORTEST_PARK_NANOS = 50_000;

  private final Assignment assignment;
  private final int number;
  private final Guards guards;
  private final AtomicLong nextArrival;
  private final TaskMachine machine;
  private final BackOff backOff;
  private long beginNanos;
  private long endNanos;

  /**
   * @param nextArrival the next task that no worker has taken, where workers share what arrives
   */
  BlockingWorker(Assignment assignment, int number, Guards guards, AtomicLong nextArrival) {
    this.assignment = assignment;
    this.number = number;
    this.guards = guards;
    this.nextArrival = nextArrival;
    this.machine = new TaskMachine(assignment, number);
    this.backOff = new BackOff(assignment, number, 1);
  }

  /**
   * Waits for the others, then performs the worker's tasks. On return, normal or not, it holds nothing.
   *
   * @throws InterruptedException when the assignment is cancelled while it waits
   */
  void work(StartSignal start) throws InterruptedException {
    long openedNanos = start.await();
    beginNanos = System.nanoTime();
    try {
      long tasks = assignment.model().tasks();
      for (long i = first(); i < tasks && !assignment.cancellation().requested(); i = after(i)) {
        begin(i, openedNanos);
        perform();
      }
    } finally {
      giveUp();
    }
    endNanos = System.nanoTime();
  }

  private long first() {
    return assignment.sharesArrivals() ? nextArrival.getAndIncrement() : assignment.firstTask(number);
  }

  private long after(long i) {
    return assignment.sharesArrivals() ? nextArrival.getAndIncrement() : assignment.nextTask(number, i);
  }

  /** Begins a task as soon as it has arrived. */
  private void begin(long i, long openedNanos) throws InterruptedException {
    Arrivals arrivals = assignment.arrivals();
    if (arrivals != null) {
      long left = openedNanos + arrivals.nanos(i) - System.nanoTime();
      while (left > 0) {
        sleep(left);
        left = openedNanos + arrivals.nanos(i) - System.nanoTime();
      }
    }
    machine.begin(i, openedNanos);
  }

  private static void sleep(long nanos) throws InterruptedException {
    Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
  }

  private void perform() throws InterruptedException {
    backOff.reset();
    for (Step step = machine.next(); step != Step.DONE; step = machine.next()) {
      switch (step) {
        case THINK, AWAIT, GAP, HOLD -> pause();
        case COMPUTE -> machine.compute();
        case ASK -> {
          if (!guards.acquire(machine)) {
            giveUp();
            machine.retry();
            retry();
          }
        }
        case UPDATE -> machine.update();
        case RELEASE -> {
          guards.release(machine);
          machine.released();
        }
        case DONE -> throw new AssertionError("a task that is done has no steps");
      }
    }
  }

  private void giveUp() {
    machine.givesUp();
    guards.release(machine);
  }

  private void retry() throws InterruptedException {
    backOff();
    // A task that never waits for long is never interrupted while it waits.
    if (assignment.cancellation().requested()) {
      throw new InterruptedException();
    }
  }

  /**
   * Returns early when the thread is interrupted, which the next wait for a lock will notice. Parking may end at once: a virtual thread that has
   * slept does not park the first time (JDK 25).
   */
  private void backOff() {
    long nanos = backOff.nextNanos();
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
      if (left >= SHORTEST_PARK_NANOS) {
        LockSupport.parkNanos(this, left);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void pause() throws InterruptedException {
    if (machine.pause() == Pause.SPIN) {
      machine.spin();
      return;
    }
    long begin = System.nanoTime();
    sleep(machine.pauseNanos());
    machine.paused(System.nanoTime() - begin);
  }

  /** When it began its first task, by {@link System#nanoTime}. */
  long beginNanos() {
    return beginNanos;
  }

  /** When it had committed its last task. */
  long endNanos() {
    return endNanos;
  }

  /** What it did. */
  Account account() {
    return machine.account();
  }
}
