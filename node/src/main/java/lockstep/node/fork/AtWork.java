package lockstep.node.fork;

import java.time.Duration;
import lockstep.engine.Board;

/** Adds up how long a fork has been at work. Written by the thread that performs, and read by its watchdog, too. */
final class AtWork {

  private final Board board;
  private volatile int repetitions;
  private volatile long endedNanos;
  private volatile long begunNanos = System.nanoTime();

  AtWork(Board board) {
    this.board = board;
  }

  /** Workers begin. */
  void begins() {
    begunNanos = System.nanoTime();
  }

  /** They have come to an end, after so long. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // a single thread writes
  void ends(long nanos) {
    endedNanos += nanos;
  }

  /** What they did was a whole repetition. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // a single thread writes
  void repeated() {
    repetitions++;
  }

  /** Up to now, when all have come to an end. */
  Exposure ended() {
    return new Exposure(repetitions, board.commits(), endedNanos * 1e-9);
  }

  /**
   * The same when some have not.
   *
   * @param still for how long they have not got on
   */
  Exposure until(Duration still) {
    long working = Math.max(0, System.nanoTime() - begunNanos - still.toNanos());
    return new Exposure(repetitions, board.commits(), (endedNanos + working) * 1e-9);
  }
}
