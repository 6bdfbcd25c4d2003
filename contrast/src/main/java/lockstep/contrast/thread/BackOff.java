package lockstep.contrast.thread;

import java.util.concurrent.locks.LockSupport;
import lockstep.simulation.Draw;

/**
 * How long a worker waits before it tries a task again: a random while below a bound that doubles with every attempt, so that
 * workers which met do not meet again in step (full jitter). Used by the worker's thread.
 */
final class BackOff {

  private static final long FIRST_NANOS = 1_000;
  private static final int MOST_DOUBLINGS = 10;

  /** Below this a thread is not given up: parking and waking takes longer. */
  private static final long SHORTEST_PARK_NANOS = 50_000;

  private final Draw draw = new Draw();
  private int attempts;

  BackOff(long seed, int worker) {
    draw.restart(seed, worker);
  }

  /** The task was committed: the next one begins with the least bound again. */
  void reset() {
    attempts = 0;
  }

  /** Waits; returns early when the thread is interrupted, which the next wait for a lock will notice. */
  void pause() {
    long bound = FIRST_NANOS << Math.min(attempts, MOST_DOUBLINGS);
    attempts++;
    long nanos = draw.below(bound);
    if (nanos >= SHORTEST_PARK_NANOS) {
      LockSupport.parkNanos(this, nanos);
      return;
    }
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
