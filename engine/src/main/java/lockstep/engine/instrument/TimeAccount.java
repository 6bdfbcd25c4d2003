package lockstep.engine.instrument;

/**
 * Where the time of the cores went, summing exactly: cores x wall = baseline CPU + extra CPU + GC and JIT + idle. Nanoseconds.
 *
 * <p>Only baseline, GC and JIT, and the total are measured; extra and idle are what remains. The clock of the wall and those of CPU
 * time are not the same, and the latter may be a tick old, so idle may come out a little below zero when no core ever rested. It
 * is left at that, since cutting it off would falsify the sum; see {@link #plausible}.
 *
 * @param cores that the process could use
 * @param wallNanos how long the work took
 * @param baselineNanos CPU time, less GC and JIT, that the same work takes on the baseline, one thread without coordination
 * @param extraNanos CPU time beyond the baseline, less GC and JIT: what coordination cost; negative when there was less
 * @param gcAndJitNanos CPU time of collecting garbage and of compiling
 * @param idleNanos cores' time in which this process ran nothing: it waited, or others had the core
 */
public record TimeAccount(
    int cores, long wallNanos, long baselineNanos, long extraNanos, long gcAndJitNanos, long idleNanos) {

  /** Below zero by at most one part in so many of all time, idle is a matter of clocks. */
  private static final long SKEW_PART = 50;

  /** A tick of the slowest kernels, 100 Hz, by which the CPU time of a running thread may be too old. */
  private static final long TICK_NANOS = 10_000_000;

  public TimeAccount {
    if (cores < 1) {
      throw new IllegalArgumentException("cores must be at least 1, got " + cores);
    }
    if (wallNanos < 0 || baselineNanos < 0 || gcAndJitNanos < 0) {
      throw new IllegalArgumentException(
          "times must not be negative, got wall " + wallNanos + ", baseline " + baselineNanos + ", GC and JIT " + gcAndJitNanos);
    }
    long sum = baselineNanos + extraNanos + gcAndJitNanos + idleNanos;
    if (sum != cores * wallNanos) {
      throw new IllegalArgumentException("the parts must sum up to " + cores * wallNanos + ", got " + sum);
    }
  }

  /**
   * Divides the time up.
   *
   * @param cpuNanos CPU time of the whole process, GC and JIT included
   */
  public static TimeAccount of(int cores, long wallNanos, long cpuNanos, long gcAndJitNanos, long baselineNanos) {
    long extra = cpuNanos - gcAndJitNanos - baselineNanos;
    return new TimeAccount(cores, wallNanos, baselineNanos, extra, gcAndJitNanos, cores * wallNanos - cpuNanos);
  }

  /** All of the cores' time: what the four parts sum up to. */
  public long totalNanos() {
    return cores * wallNanos;
  }

  /**
   * Whether idle is no further below zero than clocks explain: 2 % of all time, or a tick for each core. Otherwise the process had
   * more cores than stated, and the account says nothing.
   */
  public boolean plausible() {
    return idleNanos >= -Math.max(totalNanos() / SKEW_PART, cores * TICK_NANOS);
  }
}
