package lockstep.engine;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What one worker did about resources: its part of a {@link Trace}. Used by whoever has the worker's task machine, which orders
 * what they write.
 */
final class TraceLog {

  // A move: its stamp, its task, its need as a number, then what it is above what is held.
  private static final int WORDS = 4;
  private static final int MOVE_SHIFT = 8;
  private static final int HELD_MASK = 0xff;
  private static final long NO_NEED = -1;
  private static final Move[] MOVES = Move.values();

  private final Trace trace;
  private final int worker;
  private final long[] words;
  private int used;
  private long dropped;
  private long firstDropped = Long.MAX_VALUE;

  TraceLog(Trace trace, int worker, int moves) {
    this.trace = trace;
    this.worker = worker;
    this.words = new long[moves * WORDS];
  }

  /** The task makes a move that is about no resource. */
  void note(Move move, long task, int held) {
    note(move, task, NO_NEED, held);
  }

  /**
   * The task makes a move.
   *
   * @param need the resource and how, as {@link Needs#word} has it
   * @param held how many needs are held after it
   */
  void note(Move move, long task, long need, int held) {
    if (used == words.length) {
      drop();
      return;
    }
    words[used] = trace.stamp();
    words[used + 1] = task;
    words[used + 2] = need;
    words[used + 3] = (long) move.ordinal() << MOVE_SHIFT | held;
    used += WORDS;
  }

  private void drop() {
    if (trace.isEnded()) {
      return;
    }
    if (dropped == 0) {
      firstDropped = trace.stamp();
    }
    dropped++;
  }

  /** What was noted, in order. */
  Stream<Traced> moves() {
    return LongStream.range(0, used / WORDS).mapToObj(move -> at((int) move * WORDS));
  }

  private Traced at(int at) {
    long need = words[at + 2];
    Move move = MOVES[(int) words[at + 3] >>> MOVE_SHIFT];
    int held = (int) words[at + 3] & HELD_MASK;
    return need == NO_NEED
        ? new Traced(words[at], worker, words[at + 1], move, Traced.NONE, null, 0, held)
        : new Traced(
            words[at], worker, words[at + 1], move, Needs.resourceOf(need), Needs.modeOf(need), Needs.permitsOf(need), held);
  }

  /** How many moves found the buffer full. */
  long dropped() {
    return dropped;
  }

  /** The stamp of the first of them; above every stamp when there was none. */
  long firstDropped() {
    return firstDropped;
  }
}
