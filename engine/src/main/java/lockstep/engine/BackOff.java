package lockstep.engine;

import lockstep.simulation.Draw;

/**
 * How long a worker waits before it tries a task again: a random while below a bound that doubles with every attempt, so that
 * workers which met do not meet again in step (full jitter). Used by one thread at a time.
 */
public final class BackOff {

  /** A victim comes back later than it takes to wake who waits for what it gave back. */
  private static final long VICTIMS_PART = 10;

  private static final int VICTIMS_DOUBLINGS = 6;

  private final long firstNanos;
  private final int mostDoublings;
  private final Draw draw = new Draw();
  private int attempts;

  /**
   * Of one worker of the assignment.
   *
   * @param leastNanos what the first bound is at least, whatever the assignment asks for
   * @param mostDoublings how often the bound doubles
   */
  public BackOff(Assignment assignment, int worker, long leastNanos, int mostDoublings) {
    this.firstNanos = Math.max(leastNanos, assignment.coordination().backOffNanos());
    this.mostDoublings = mostDoublings;
    draw.restart(assignment.seed(), worker);
  }

  /**
   * Of one worker under the policy {@code detect}, when it was a victim. The first bound is a tenth of the time between two looks for circles
   * at least: who comes back at once takes what it gave back before others can, and closes the same circle again.
   */
  public static BackOff ofVictim(Assignment assignment, int worker) {
    return new BackOff(assignment, worker, assignment.coordination().detectionNanos() / VICTIMS_PART + 1, VICTIMS_DOUBLINGS);
  }

  /** The task was committed: the next one begins with the least bound again. */
  public void reset() {
    attempts = 0;
  }

  /** How long to wait this time. */
  public long nextNanos() {
    long bound = firstNanos << Math.min(attempts, mostDoublings);
    attempts++;
    return draw.below(bound);
  }
}
