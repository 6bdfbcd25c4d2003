package lockstep.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The step stream of an assignment: what its workers did about resources, each {@link Move} with a stamp. Kept by the task machines of
 * an assignment that has one; every worker writes into a buffer of its own that was allocated before.
 *
 * <p>Ordered by their stamps, moves are in an order in which they can have happened: when one comes before another by a lock, by a
 * message or on one thread, its stamp is less. That makes the order a legal history, since a grant is stamped while the
 * resource is held, and giving back is stamped before it is given back: whoever is granted a resource that others may not hold
 * at the same time has a greater stamp than they had when they gave it back. What the stamps show to be held was held.
 *
 * <p>A stamp is the time in nanoseconds, or one more than the stamp before where that would not be more. All workers take them
 * from one place, so a trace slows down what it looks at: it is made in a pass of its own, never while performance is measured.
 *
 * <p>A move takes 32 bytes. When the buffer of a worker is full, its further moves are dropped, and the trace ends there for all: what
 * others did later is not told either, so that what is told remains a history without gaps. All that is not told is counted.
 */
public final class Trace {

  /** How many moves a trace has room for at most, those of all workers together: 256 MiB. */
  public static final long MOST_MOVES = 1L << 23;

  private final LongSupplier clock;
  private final long beginNanos;
  private final TraceLog[] logs;
  private final AtomicLong lastStamp = new AtomicLong(-1);

  /** Written by one thread; what others stamp after they see it has a greater stamp. */
  private volatile long endedNanos = Long.MAX_VALUE;

  /**
   * An empty trace.
   *
   * @param workers of the assignment
   * @param movesPerWorker how many moves of each worker there is room for
   * @throws IllegalArgumentException when that is more than {@link #MOST_MOVES} together
   */
  public Trace(int workers, int movesPerWorker) {
    this(workers, movesPerWorker, System::nanoTime);
  }

  /**
   * A trace with a clock of its own.
   *
   * @param clock nanoseconds; called by all workers at any time
   */
  Trace(int workers, int movesPerWorker, LongSupplier clock) {
    if (movesPerWorker < 1 || (long) workers * movesPerWorker > MOST_MOVES) {
      throw new IllegalArgumentException(
          "a trace has room for 1 to " + MOST_MOVES + " moves, got " + workers + " workers with " + movesPerWorker + " each");
    }
    this.clock = clock;
    this.beginNanos = clock.getAsLong();
    this.logs = new TraceLog[workers];
    Arrays.setAll(logs, worker -> new TraceLog(this, worker, movesPerWorker));
  }

  /** How many workers it has buffers for. */
  int workers() {
    return logs.length;
  }

  /** Where the moves of a worker are written. */
  TraceLog log(int worker) {
    return logs[worker];
  }

  /** A stamp that is greater than all before. */
  long stamp() {
    long now = clock.getAsLong() - beginNanos;
    return lastStamp.accumulateAndGet(now, Trace::after);
  }

  private static long after(long last, long now) {
    return Math.max(last + 1, now);
  }

  /**
   * Ends the trace: moves that are made from now on are neither told nor counted. To be called before an assignment is cancelled, since what
   * workers do then is no part of a legal history.
   */
  public void end() {
    endedNanos = stamp();
  }

  /** Whether it was ended. */
  boolean isEnded() {
    return endedNanos != Long.MAX_VALUE;
  }

  /**
   * The moves by their stamps. To be called when the assignment has ended; of one that was cancelled, when its engine is closed as
   * well, since a worker may still be ending.
   */
  public List<Traced> moves() {
    long end = Math.min(firstDropped(), endedNanos);
    return Arrays.stream(logs)
        .flatMap(TraceLog::moves)
        .filter(move -> move.nanos() < end)
        .sorted(Comparator.comparingLong(Traced::nanos))
        .toList();
  }

  /** How many moves were made that {@link #moves} does not tell. To be called when that may be. */
  public long dropped() {
    long first = firstDropped();
    Stream<Traced> told = Arrays.stream(logs).flatMap(TraceLog::moves).filter(move -> move.nanos() >= first && move.nanos() < endedNanos);
    return told.count() + Arrays.stream(logs).mapToLong(TraceLog::dropped).sum();
  }

  /** When the first move was dropped. */
  private long firstDropped() {
    return Arrays.stream(logs).mapToLong(TraceLog::firstDropped).min().orElse(Long.MAX_VALUE);
  }
}
