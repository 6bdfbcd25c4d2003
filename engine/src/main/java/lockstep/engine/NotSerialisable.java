package lockstep.engine;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tasks were not performed as if one after the other, in whatever order: why, in the message, a sentence without a full stop. */
public final class NotSerialisable extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_TOLD = 5;

  private final long count;

  /**
   * @param count how many tasks or resources show it
   */
  NotSerialisable(long count, String reason) {
    super(reason);
    this.count = count;
  }

  /**
   * Tasks come before each other in a cycle.
   *
   * @param tasks each comes after the next, and the last one after the first
   */
  static NotSerialisable cycle(int[] tasks) {
    String told = Arrays.stream(tasks).limit(MOST_TOLD).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    int more = tasks.length - MOST_TOLD;
    return new NotSerialisable(
        tasks.length,
        "by what they saw, each of the tasks " + told + (more > 0 ? " and " + more + " more" : "")
            + " comes after the next, and the last one after the first");
  }

  /** How many tasks or resources show it. */
  public long count() {
    return count;
  }
}
