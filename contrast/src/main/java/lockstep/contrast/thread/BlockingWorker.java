package lockstep.contrast.thread;

import java.util.concurrent.locks.LockSupport;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.BackOff;
import lockstep.engine.Step;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Pause;

/** A worker that performs its tasks on one thread, and blocks that thread when it has to wait. */
final class BlockingWorker {

  private static final int MOST_DOUBLINGS = 10;

  /** Below this a thread is not given up: parking and waking takes longer. */
  private static final long SHORTEST_PARK_NANOS = 50_000;

  private final Assignment assignment;
  private final int number;
  private final Guards guards;
  private final TaskMachine machine;
  private final BackOff backOff;
  private long beginNanos;
  private long endNanos;

  BlockingWorker(Assignment assignment, int number, Guards guards) {
    this.assignment = assignment;
    this.number = number;
    this.guards = guards;
    this.machine = new TaskMachine(assignment, number);
    this.backOff = new BackOff(assignment, number, 1, MOST_DOUBLINGS);
  }

  /**
   * Waits for the others, then performs the worker's tasks. On return, normal or not, it holds nothing.
   *
   * @throws InterruptedException when the assignment is cancelled while it waits
   */
  void work(StartSignal start) throws InterruptedException {
    start.await();
    beginNanos = System.nanoTime();
    try {
      long tasks = assignment.model().tasks();
      for (long i = assignment.firstTask(number);
          i < tasks && !assignment.cancellation().requested();
          i = assignment.nextTask(number, i)) {
        perform(i);
      }
    } finally {
      giveUp();
    }
    endNanos = System.nanoTime();
  }

  private void perform(long i) throws InterruptedException {
    machine.begin(i);
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

  /** Returns early when the thread is interrupted, which the next wait for a lock will notice. */
  private void backOff() {
    long nanos = backOff.nextNanos();
    if (nanos >= SHORTEST_PARK_NANOS) {
      LockSupport.parkNanos(this, nanos);
      return;
    }
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private void pause() throws InterruptedException {
    if (machine.pause() == Pause.SPIN) {
      machine.spin();
      return;
    }
    long begin = System.nanoTime();
    long nanos = machine.pauseNanos();
    Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
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
