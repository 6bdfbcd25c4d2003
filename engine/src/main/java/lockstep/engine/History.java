package lockstep.engine;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * What each task saw when it updated: the version of every resource with state that it held, and a fingerprint of their words. Kept
 * by the task machines of an assignment that has one; each task writes an entry of its own, so they need not agree on anything.
 *
 * <p>An entry takes 32 bytes, and 16 for each resource. With at most {@link #MOST_TASKS} tasks of at most
 * {@link lockstep.simulation.Plan#MOST_NEEDS} resources a history takes 70 MB at the very worst, and 4 MB for tasks of two resources.
 */
public final class History {

  /** How many tasks there can be in a history. */
  public static final int MOST_TASKS = 65_536;

  private static final long[] NOT_PERFORMED = new long[0];

  /** {@code [task][1 + 2 * access]}: a fingerprint of all words, then for each access {@link #access} and version. */
  private final long[][] entries;

  /** A task that was performed twice, or -1. */
  private volatile int repeated = -1;

  /**
   * An empty history of a model's tasks.
   *
   * @throws IllegalArgumentException when there are too many
   */
  public History(TaskModel model) {
    if (model.tasks() > MOST_TASKS) {
      throw new IllegalArgumentException("a history has at most " + MOST_TASKS + " tasks, got " + model.tasks());
    }
    this.entries = new long[(int) model.tasks()][];
    Arrays.fill(entries, NOT_PERFORMED);
  }

  /** A task is about to update what it holds. */
  void sees(PlannedTask task, HeldCells held) {
    int accesses = 0;
    for (int need = 0; need < task.needs(); need++) {
      accesses += task.mode(need).isCounted() ? 0 : 1;
    }
    long[] entry = new long[1 + 2 * accesses];
    int at = 1;
    for (int need = 0; need < task.needs(); need++) {
      if (!task.mode(need).isCounted()) {
        entry[0] = held.fingerprint(need, entry[0]);
        entry[at++] = access(task.resource(need), task.mode(need));
        entry[at++] = held.version(need);
      }
    }
    enter((int) task.index(), entry);
  }

  /** Makes an entry. */
  void enter(int task, long[] entry) {
    if (has(task)) {
      repeated = task;
    }
    entries[task] = entry;
  }

  /** Writes all entries, to be added to the history of another JVM. */
  public void write(LongStream.Builder out) {
    for (int task = 0; task < entries.length; task++) {
      if (has(task)) {
        out.add(task);
        out.add(entries[task].length);
        Arrays.stream(entries[task]).forEach(out);
      }
    }
  }

  /**
   * Adds all entries that are left in a buffer.
   *
   * @throws IllegalArgumentException when they are none of this model's tasks
   */
  public void read(LongBuffer in) {
    while (in.hasRemaining()) {
      long task = in.get();
      long length = in.hasRemaining() ? in.get() : -1;
      if (task < 0 || task >= entries.length || length < 1 || length > in.remaining()) {
        throw new IllegalArgumentException("no entry of a history: task " + task + ", " + length + " words");
      }
      long[] entry = new long[(int) length];
      in.get(entry);
      enter((int) task, entry);
    }
  }

  /** How a resource was held, in one number. */
  static long access(int resource, Mode mode) {
    return ((long) resource << 1) | (mode == Mode.EXCLUSIVE ? 1 : 0);
  }

  /** How many tasks it is a history of. */
  int tasks() {
    return entries.length;
  }

  /** A task that was performed twice, or -1. */
  int repeated() {
    return repeated;
  }

  /** Whether a task was performed. */
  boolean has(int task) {
    return entries[task].length > 0;
  }

  /** How many resources with state a performed task held. */
  int accesses(int task) {
    return entries[task].length / 2;
  }

  /** The resource of an access, from 0. */
  int resource(int task, int access) {
    return (int) (entries[task][1 + 2 * access] >> 1);
  }

  /** Whether the access was exclusive: the task made the version after the one that it saw. */
  boolean writes(int task, int access) {
    return (entries[task][1 + 2 * access] & 1) == 1;
  }

  /** The version that the task saw. */
  long version(int task, int access) {
    return entries[task][2 + 2 * access];
  }

  /** Whether a task saw the same in both histories. */
  boolean sameAs(History other, int task) {
    return Arrays.equals(entries[task], other.entries[task]);
  }
}
