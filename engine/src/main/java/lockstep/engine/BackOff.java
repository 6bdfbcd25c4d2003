package lockstep.engine;

import lockstep.simulation.Draw;

/**
 * How long a worker waits before it tries a task again: a random while below a bound that doubles with every attempt, so that
 * workers which met do not meet again in step (full jitter). Used by one thread at a time.
 */
public final class BackOff {

  /**
   * The first bound is at least a tenth of what an attempt may wait in vain while it holds something. Who comes back at once takes what it gave
   * back before those have woken up who wait for it.
   */
  private static final long PART_OF_A_WAIT = 10;

  /**
   * As in Ethernet (IEEE 802.3, 4.2.3.2.5). The last bound is then a hundred times what an attempt may wait: with a hundred workers that all
   * want the same, no more than a few try at a time, and some attempt succeeds. With less than that they keep each other from it.
   */
  private static final int LEAST_DOUBLINGS = 10;

  /**
   * What the last bound is at least: tasks that do not wait in vain meet again and again, too, when each holds something for longer than the
   * other pauses.
   */
  private static final long LONG_NANOS = 64_000_000;

  private final long firstNanos;
  private final int doublings;
  private final Draw draw = new Draw();
  private int attempts;

  /**
   * Of one worker of the assignment.
   *
   * @param leastNanos what the first bound is at least, whatever the assignment asks for
   */
  public BackOff(Assignment assignment, int worker, long leastNanos) {
    Coordination coordination = assignment.coordination();
    long asked = Math.max(leastNanos, coordination.backOffNanos());
    this.firstNanos = Math.max(asked, waitInVainNanos(coordination) / PART_OF_A_WAIT + 1);
    this.doublings = Math.max(LEAST_DOUBLINGS, Long.SIZE - Long.numberOfLeadingZeros(LONG_NANOS / firstNanos));
    draw.restart(assignment.seed(), worker);
  }

  private static long waitInVainNanos(Coordination coordination) {
    return switch (coordination.policy()) {
      case TIMEOUT -> coordination.lockTimeoutNanos();
      case DETECT -> coordination.detectionNanos();
      default -> 0;
    };
  }

  /** The task was committed: the next one begins with the least bound again. */
  public void reset() {
    attempts = 0;
  }

  /** How long to wait this time. */
  public long nextNanos() {
    long bound = firstNanos << Math.min(attempts, doublings);
    attempts++;
    return draw.below(bound);
  }
}
