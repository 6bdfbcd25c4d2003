package lockstep.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;

/**
 * What each worker is doing, for a watchdog to read while they work. A worker writes its own slot; slots are 128 bytes apart, so
 * that workers do not slow each other down.
 *
 * <p>Each word is seen whole and in time. A reading of a worker that goes on working may mix two steps; it mixes none when the
 * worker's {@link #place} was the same before and after: a word is written with release and read with acquire, a place never comes
 * again, and a worker leaves its place before it says that it has another task.
 */
public final class Board {

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SLOT = 16;
  private static final int TASK = 0;
  private static final int POSITION = 1;
  private static final int COMMITS = 2;

  // A position: the number of steps taken in the upper bits, then 16 bits of resources granted, then 8 of what it does.
  private static final int STEPS_SHIFT = 24;
  private static final int GRANTED_SHIFT = 8;
  private static final int IDLE = 0xff;
  private static final int PLANNING = 0xfe;
  private static final Step[] STEPS = Step.values();

  /** Of {@link #looks}: the workers write on the board themselves. */
  static final long HERE = -1;

  private final int workers;
  private final long[] words;
  private final NodeBoard nodes = new NodeBoard();

  /** Written after the words of a look, and read before those of the next one. */
  private volatile long looks = HERE;

  /** Written before the work begins, and read by whoever watches it. */
  private volatile Supplier<List<String>> places = List::of;

  /** A board on which all workers are idle. */
  public Board(int workers) {
    this.workers = workers;
    this.words = new long[Math.multiplyExact(workers + 1, SLOT)];
    for (int worker = 0; worker < workers; worker++) {
      write(worker, POSITION, IDLE);
    }
  }

  /** How many workers have slots. */
  public int workers() {
    return workers;
  }

  /** What the nodes of the workers are at, where there are several. */
  public NodeBoard nodes() {
    return nodes;
  }

  /**
   * What some workers have written, for a {@link BoardMirror} of this board: {@link BoardMirror#WORDS} words for each.
   *
   * @param first of the workers
   */
  public long[] slots(int first, int count) {
    long[] slots = new long[count * BoardMirror.WORDS];
    for (int n = 0; n < count; n++) {
      for (int word = 0; word < BoardMirror.WORDS; word++) {
        slots[n * BoardMirror.WORDS + word] = read(first + n, word);
      }
    }
    return slots;
  }

  /**
   * Shows what a worker has written on another board, on which it began when this one had these slots.
   *
   * @return how many tasks more it has committed than were shown before
   */
  long show(int worker, long[] slots, int at, long[] before) {
    long shown = read(worker, COMMITS);
    long commits = before[worker * BoardMirror.WORDS + COMMITS] + slots[at + COMMITS];
    long stepsBefore = before[worker * BoardMirror.WORDS + POSITION] >>> STEPS_SHIFT;
    long position = slots[at + POSITION] + (stepsBefore << STEPS_SHIFT);
    if (read(worker, TASK) != slots[at + TASK]) {
      // It leaves its place first, here too.
      write(worker, POSITION, position | IDLE);
      write(worker, TASK, slots[at + TASK]);
    }
    write(worker, COMMITS, commits);
    write(worker, POSITION, position);
    return commits - shown;
  }

  /** How often it has been shown to the end what workers elsewhere do; {@link #HERE} when they write on it themselves. */
  long looks() {
    return looks;
  }

  /** It has been shown so often. */
  void looked(long times) {
    looks = times;
  }

  /** How many tasks were committed since the board was made. */
  public long commits() {
    long sum = 0;
    for (int worker = 0; worker < workers; worker++) {
      sum += read(worker, COMMITS);
    }
    return sum;
  }

  /** How many steps were begun since the board was made: as long as it grows, somebody gets on. */
  public long steps() {
    long sum = 0;
    for (int worker = 0; worker < workers; worker++) {
      sum += steps(worker);
    }
    return sum;
  }

  /** How many steps a worker has begun. */
  long steps(int worker) {
    return read(worker, POSITION) >>> STEPS_SHIFT;
  }

  /** A worker has the model plan a task. */
  void plans(int worker, long task) {
    write(worker, TASK, task);
    write(worker, POSITION, (read(worker, POSITION) & ~0xffL) | PLANNING);
  }

  /** A worker is done with a plan that was made only to be looked at. */
  void planned(int worker) {
    write(worker, POSITION, ((steps(worker) + 1) << STEPS_SHIFT) | IDLE);
  }

  /** A worker is at a step of its task, with that many of its needs granted. */
  void at(int worker, long steps, Step step, int granted) {
    write(worker, POSITION, (steps << STEPS_SHIFT) | ((long) granted << GRANTED_SHIFT) | step.ordinal());
  }

  /** A worker has committed its task. */
  void commits(int worker, long steps) {
    write(worker, COMMITS, read(worker, COMMITS) + 1);
    write(worker, POSITION, (steps << STEPS_SHIFT) | IDLE);
  }

  /** A partition of an event model has handled that many events; the partition's number is that of the worker. */
  public void handled(int partition, long events) {
    write(partition, COMMITS, events);
    write(partition, POSITION, ((steps(partition) + 1) << STEPS_SHIFT) | IDLE);
  }

  /**
   * Whoever performs an event model says how to find out in which places of the model's code its partitions are.
   *
   * @param inModel may be called by any thread at any time; what it says of a partition that gets on is past at once
   */
  public void tells(Supplier<List<String>> inModel) {
    places = inModel;
  }

  /** In which places of an event model's code its partitions are; empty for those that are not. */
  public List<String> places() {
    return places.get();
  }

  /** Where a worker was when it was looked at. */
  record Position(long task, long steps, int granted, int doing) {

    /** Whether the worker has no task. */
    boolean idle() {
      return doing == IDLE;
    }

    /** Whether the model is planning the worker's task; it may not be planned a second time now. */
    boolean planning() {
      return doing == PLANNING;
    }

    /** The step of a worker that is neither idle nor planning. */
    Step step() {
      return STEPS[doing];
    }
  }

  /** The word that says where a worker is, but for its task; never the same again after it has changed. */
  long place(int worker) {
    return read(worker, POSITION);
  }

  /** Whether a worker at that place has asked for a resource, with that many granted at least. */
  static boolean asks(long place, int leastGranted) {
    return (place & 0xff) == Step.ASK.ordinal() && ((place >>> GRANTED_SHIFT) & 0xffff) >= leastGranted;
  }

  /** Where a worker is. */
  Position position(int worker) {
    long position = read(worker, POSITION);
    return new Position(
        read(worker, TASK),
        position >>> STEPS_SHIFT,
        (int) ((position >>> GRANTED_SHIFT) & 0xffff),
        (int) (position & 0xff));
  }

  private long read(int worker, int word) {
    return (long) WORDS.getAcquire(words, (worker + 1) * SLOT + word);
  }

  private void write(int worker, int word, long value) {
    WORDS.setRelease(words, (worker + 1) * SLOT + word, value);
  }
}
