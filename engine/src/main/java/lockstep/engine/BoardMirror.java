package lockstep.engine;

/**
 * Shows on a board what workers in other JVMs write on boards of their own, where they began to count anew. It says what they were at a
 * while ago, each at its own time; of workers that are stuck it becomes exact. Used by one thread at a time.
 */
public final class BoardMirror {

  /** What a worker has written takes so many words. */
  public static final int WORDS = 3;

  private final Board board;
  private final long[] before;

  /**
   * @param board that shows it; nobody else writes on it meanwhile
   */
  public BoardMirror(Board board) {
    this.board = board;
    this.before = board.slots(0, board.workers());
  }

  /**
   * Shows what some workers wrote.
   *
   * @param first of the workers
   * @param slots of {@link Board#slots}
   * @return how many tasks more they have committed than were shown before
   * @throws IllegalArgumentException when there are no such workers
   */
  public long show(int first, long[] slots) {
    int count = slots.length / WORDS;
    if (first < 0 || slots.length % WORDS != 0 || count > board.workers() - first) {
      throw new IllegalArgumentException(slots.length + " words of workers from " + first + " on, of " + board.workers());
    }
    long commits = 0;
    for (int n = 0; n < count; n++) {
      commits += board.show(first + n, slots, n * WORDS, before);
    }
    return commits;
  }
}
