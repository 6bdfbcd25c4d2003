package lockstep.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What each worker is doing, for a watchdog to read while they work. A worker writes its own slot; slots are 128 bytes apart, so
 * that workers do not slow each other down.
 *
 * <p>Reads and writes are opaque: each is seen whole and in time, but nothing orders one against another. A reading of a worker
 * that goes on working may therefore mix two steps. Of a worker that is stuck it is exact.
 */
public final class Board {

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SLOT = 16;
  private static final int TASK = 0;
  private static final int STEP = 1;
  private static final int COMMITS = 2;
  private static final int IDLE = 0xff;
  private static final Step[] STEPS = Step.values();

  private final int workers;
  private final long[] words;

  /** A board on which all workers are idle. */
  public Board(int workers) {
    this.workers = workers;
    this.words = new long[(workers + 1) * SLOT];
    clear();
  }

  /** How many workers have slots. */
  public int workers() {
    return workers;
  }

  /** Says that all workers are idle, and keeps the number of commits. */
  public void clear() {
    for (int worker = 0; worker < workers; worker++) {
      write(worker, STEP, IDLE);
    }
  }

  /** A worker is at a step of a task, with that many of its needs granted. */
  void at(int worker, Step step, int granted) {
    write(worker, STEP, (long) granted << 8 | step.ordinal());
  }

  /** A worker begins a task. */
  void begins(int worker, long task) {
    write(worker, TASK, task);
  }

  /** A worker has committed its task. */
  void commits(int worker) {
    write(worker, COMMITS, read(worker, COMMITS) + 1);
    write(worker, STEP, IDLE);
  }

  /** How many tasks were committed since the board was made. */
  public long commits() {
    long sum = 0;
    for (int worker = 0; worker < workers; worker++) {
      sum += read(worker, COMMITS);
    }
    return sum;
  }

  /** Whether a worker has no task. */
  boolean idle(int worker) {
    return (read(worker, STEP) & 0xff) == IDLE;
  }

  /** The task of a worker that is not {@link #idle}. */
  long task(int worker) {
    return read(worker, TASK);
  }

  /** The step of a worker that is not {@link #idle}. */
  Step step(int worker) {
    int ordinal = (int) (read(worker, STEP) & 0xff);
    return ordinal < STEPS.length ? STEPS[ordinal] : Step.DONE;
  }

  /** How many of its needs a worker has been granted. */
  int granted(int worker) {
    return (int) (read(worker, STEP) >>> 8);
  }

  private long read(int worker, int word) {
    return (long) WORDS.getOpaque(words, (worker + 1) * SLOT + word);
  }

  private void write(int worker, int word, long value) {
    WORDS.setOpaque(words, (worker + 1) * SLOT + word, value);
  }
}
