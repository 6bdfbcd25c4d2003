package lockstep.engine;

import java.util.Locale;
import java.util.Optional;
import lockstep.simulation.Draw;

/**
 * Open load: when each task arrives from outside, whether a worker is free or not. Drawn from the seed, so that the tasks of every
 * engine arrive at the same times; a task that no worker is free for is begun late, never left out.
 *
 * <p>Without arrivals the load is closed: a worker begins its next task when it has committed the one before, so the tasks come
 * no faster than they are done, and a task that was delayed delays those that measure it (coordinated omission). Under open load the latency from the
 * arrival has that delay in it.
 *
 * <p>In a model without agents, the next task goes to whichever worker is free: one queue before all workers (M/G/c, as far as nothing is
 * contended). The tasks of agents belong to their worker, in their order: a queue before each worker.
 */
public final class Arrivals {

  /** The most tasks that can arrive: 32 MiB. */
  public static final int MOST_TASKS = 1 << 22;

  /** The highest rate, tasks per second. */
  public static final double HIGHEST_RATE = 1e6;

  /** The lowest rate: a task in some seventeen minutes. */
  public static final double LOWEST_RATE = 1e-3;

  /** Of the tasks, so many may wait when the last one arrives: one of 20. */
  private static final int BACKLOG_SHARE = 20;

  private static final double SECOND = 1e9;

  /** No task's: those are not negative. */
  private static final long KEY = -1;

  /** When each task arrives, from the opening on; never less than the one before. */
  private final long[] nanos;

  private final Optional<Poisson> origin;

  /** What a Poisson process was drawn from. */
  public record Poisson(double perSecond, long seed) {}

  private Arrivals(long[] nanos, Optional<Poisson> origin) {
    this.nanos = nanos;
    this.origin = origin;
  }

  /**
   * Independent gaps of the exponential distribution: a Poisson process.
   *
   * @param perSecond the rate, from {@link #LOWEST_RATE} to {@link #HIGHEST_RATE}
   * @param tasks how many, 1 to {@link #MOST_TASKS}
   */
  public static Arrivals poisson(double perSecond, long tasks, long seed) {
    if (!(perSecond >= LOWEST_RATE && perSecond <= HIGHEST_RATE)) {
      throw new IllegalArgumentException("a rate must be in [0.001/s, 1000000/s], got " + perSecond + "/s");
    }
    if (tasks < 1 || tasks > MOST_TASKS) {
      throw new IllegalArgumentException("tasks that arrive must be in [1, " + MOST_TASKS + "], got " + tasks);
    }
    Draw draw = new Draw();
    draw.restart(seed, KEY);
    long[] nanos = new long[(int) tasks];
    double at = 0;
    for (int i = 0; i < nanos.length; i++) {
      at += draw.exponential(SECOND / perSecond);
      nanos[i] = Math.round(at);
    }
    return new Arrivals(nanos, Optional.of(new Poisson(perSecond, seed)));
  }

  /** Tasks that arrive at given times, from the opening on. */
  public static Arrivals at(long... nanos) {
    for (int i = 1; i < nanos.length; i++) {
      if (nanos[i] < nanos[i - 1]) {
        throw new IllegalArgumentException("tasks arrive in their order, got " + nanos[i] + " ns after " + nanos[i - 1]);
      }
    }
    return new Arrivals(nanos.clone(), Optional.empty());
  }

  /** What they were drawn from; empty when they were given. */
  public Optional<Poisson> origin() {
    return origin;
  }

  /** How many tasks arrive. */
  public int tasks() {
    return nanos.length;
  }

  /** When a task arrives, in nanoseconds from the opening on. */
  public long nanos(long i) {
    return nanos[(int) i];
  }

  /** When the last one arrives. */
  public long lastNanos() {
    return nanos[nanos.length - 1];
  }

  /** For how long nothing arrives at most. */
  long longestGapNanos() {
    long longest = nanos[0];
    for (int i = 1; i < nanos.length; i++) {
      longest = Math.max(longest, nanos[i] - nanos[i - 1]);
    }
    return longest;
  }

  /** Whether a task that began at a time had been waiting since before the last one arrived. */
  boolean isBehind(long i, long begunNanos) {
    return nanos[(int) i] < lastNanos() && begunNanos > lastNanos();
  }

  /**
   * Whether more arrived than could be done: the work is overloaded when, as the last task arrived, more tasks waited to be begun than
   * there are workers, and more than one of {@value #BACKLOG_SHARE}. A queue that stays bounded is shorter than that, if only enough
   * tasks arrive; one that grows is not. What was done in a second is then what can be done, not what was asked for, and latencies say how
   * long the load lasted.
   *
   * @param behind how many waited then: {@link Account#behind}
   * @return why it is overloaded; empty when it is not
   */
  public Optional<String> overload(long behind, int workers) {
    if (behind <= Math.max(workers, nanos.length / BACKLOG_SHARE)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d tasks waited to be begun when the last one arrived; %.1f came in a second, for %d in progress at most",
            behind,
            nanos.length,
            nanos.length * SECOND / Math.max(1, lastNanos()),
            workers));
  }
}
