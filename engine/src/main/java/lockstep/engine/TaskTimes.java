package lockstep.engine;

import org.jspecify.annotations.Nullable;

/** When the task of a worker arrived, began and was committed, for the tasks that have their times taken. Used by one thread at a time. */
final class TaskTimes {

  /** The most tasks, roughly, that have their latency taken: reading a clock can take longer than a whole task. */
  private static final long SAMPLES = 2048;

  /** The same where the clock is read anyway, for when a task may begin. */
  private static final long SAMPLES_OF_ARRIVALS = 1L << 18;

  /** 2^64 by the golden ratio: multiples of it are spread evenly (Knuth, "The art of computer programming", 3, section 6.4). */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Account account;
  private final @Nullable Arrivals arrivals;
  private final long sampledUpTo;
  private final boolean samples;
  private boolean sampled;
  private long arrivedNanos;
  private long beginNanos;

  TaskTimes(Assignment assignment, Account account) {
    this.account = account;
    this.arrivals = assignment.arrivals();
    long most = arrivals == null ? SAMPLES : SAMPLES_OF_ARRIVALS;
    this.samples = assignment.sampled();
    this.sampledUpTo = Long.divideUnsigned(-1L, Math.max(1, Math.ceilDiv(assignment.model().tasks(), most)));
  }

  /**
   * A task begins.
   *
   * @param openedNanos when the first task could have arrived, by {@link System#nanoTime}; of no use without arrivals
   */
  void begin(long i, long openedNanos) {
    sampled = samples && Long.compareUnsigned(i * GOLDEN, sampledUpTo) <= 0;
    if (arrivals != null) {
      beginNanos = System.nanoTime();
      arrivedNanos = openedNanos + arrivals.nanos(i);
      if (arrivals.isBehind(i, beginNanos - openedNanos)) {
        account.begunBehind();
      }
    } else if (sampled) {
      beginNanos = System.nanoTime();
    }
  }

  /** It is committed. */
  void commit() {
    if (sampled) {
      long now = System.nanoTime();
      account.latency(now - beginNanos);
      if (arrivals != null) {
        account.response(now - arrivedNanos);
      }
    }
  }

  boolean sampled() {
    return sampled;
  }
}
