package lockstep.engine;

/** One worker's slot on a {@link Board}, and how many steps it has begun. Used by one thread at a time. */
final class Slot {

  private final Board board;
  private final int worker;
  private long steps;

  /** Goes on counting where the board stands. */
  Slot(Board board, int worker) {
    this.board = board;
    this.worker = worker;
    this.steps = board.steps(worker);
  }

  int worker() {
    return worker;
  }

  /** The worker has the model plan a task. */
  void plans(long task) {
    board.plans(worker, task);
  }

  /** It comes to a step that is not the last, with that many needs granted. */
  void isAt(Step step, int granted) {
    steps++;
    board.at(worker, steps, step, granted);
  }

  /** It has committed. */
  void commits() {
    steps++;
    board.commits(worker, steps);
  }
}
