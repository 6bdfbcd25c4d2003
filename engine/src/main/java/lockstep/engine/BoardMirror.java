package lockstep.engine;

/**
 * Shows on a board what workers in other JVMs write on boards of their own, where they began to count anew. It says what they were at a
 * while ago, each at its own time; of workers that are stuck it becomes exact. Used by one thread at a time.
 *
 * <p>Whoever wants to know whether workers were at their places all at one moment has to know in which order they were looked at: in looks, of
 * which each begins when the one before has been shown.
 */
public final class BoardMirror {

  /** What a worker has written takes so many words. */
  public static final int WORDS = 3;

  private final Board board;
  private final long[] before;
  private long looks;

  /**
   * @param board that shows it; nobody else writes on it meanwhile
   */
  public BoardMirror(Board board) {
    this.board = board;
    this.before = board.slots(0, board.workers());
    this.looks = Math.max(0, board.looks());
    board.looked(looks);
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

  /** All workers have been shown as they were after this was last called, or have not changed since. */
  public void looked() {
    looks++;
    board.looked(looks);
  }
}
