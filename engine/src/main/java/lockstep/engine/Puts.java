package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Plan;

/** The permits that one plan adds to counted resources, in the order of the plan. Part of a {@link PlannedTask}. */
final class Puts {

  private int[] resource = new int[0];
  private int size;
  private long fingerprint;

  void clear() {
    size = 0;
    fingerprint = Digest.EMPTY;
  }

  int size() {
    return size;
  }

  /**
   * Adds a permit to a resource.
   *
   * @throws IllegalArgumentException when there are too many
   */
  void add(int filled) {
    if (size == resource.length) {
      grow();
    }
    resource[size] = filled;
    fingerprint = Digest.chain(fingerprint, word(size));
    size++;
  }

  private void grow() {
    if (size == Plan.MOST_NEEDS) {
      throw new IllegalArgumentException("a task puts at most " + Plan.MOST_NEEDS + " permits");
    }
    resource = Arrays.copyOf(resource, Math.min(Plan.MOST_NEEDS, Math.max(2, size * 2)));
  }

  int resource(int put) {
    return resource[put];
  }

  /** A put as one number that is negative: no need has the same. */
  long word(int put) {
    return ~resource[put];
  }

  /** The fingerprint of all of them, in the order of the plan. */
  long fingerprint() {
    return fingerprint;
  }
}
