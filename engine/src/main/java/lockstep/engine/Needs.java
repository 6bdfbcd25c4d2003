package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Mode;
import lockstep.simulation.Plan;

/**
 * What one plan asks for, in the order of the plan and in the order of asking. Part of a {@link PlannedTask}.
 *
 * <p>A need is one number: its permits less one in the upper bits, 31 bits of resource, 2 of mode.
 */
final class Needs {

  private static final int PERMITS_SHIFT = 33;
  private static final int RESOURCE_SHIFT = 2;
  private static final int MODE_MASK = 3;
  private static final Mode[] MODES = Mode.values();
  private static final int TAKE = Mode.TAKE.ordinal();

  /** Above every id. */
  private static final long LAST_TAKEN = 1L << 31;

  private long[] word = new long[2];
  private int[] order = new int[2];
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
   * Asks for a resource.
   *
   * @throws IllegalArgumentException when it was asked for before, or too many were
   */
  void add(int resource, Mode mode, int permits) {
    for (int n = 0; n < size; n++) {
      if (resource(n) == resource) {
        throw new IllegalArgumentException("a task asks for a resource once at most, got " + resource + " twice");
      }
    }
    if (size == word.length) {
      grow();
    }
    long need = word(resource, mode, permits);
    fingerprint = Digest.chain(fingerprint, need);
    word[size] = need;
    order[size] = size;
    size++;
  }

  private void grow() {
    if (size == Plan.MOST_NEEDS) {
      throw new IllegalArgumentException("a task asks for at most " + Plan.MOST_NEEDS + " resources");
    }
    int length = Math.min(Plan.MOST_NEEDS, size * 2);
    word = Arrays.copyOf(word, length);
    order = Arrays.copyOf(order, length);
  }

  /** Has them asked for by ascending id, but first what is taken: nobody may hold anything while it waits for somebody to put. */
  void sort() {
    if (size == 2) {
      // Not by a branch: of two resources at random it would be guessed wrong every other time.
      int second = (int) ((rank(1) - rank(0)) >>> (Long.SIZE - 1));
      order[0] = second;
      order[1] = 1 - second;
    } else {
      sortByInsertion();
    }
  }

  private void sortByInsertion() {
    for (int n = 1; n < size; n++) {
      int need = order[n];
      int at = n;
      while (at > 0 && rank(need) < rank(order[at - 1])) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = need;
    }
  }

  private long rank(int need) {
    return isTaken(need) ? resource(need) : resource(need) + LAST_TAKEN;
  }

  /** The need that is asked for as number {@code n}. */
  int ordered(int n) {
    return order[n];
  }

  int resource(int need) {
    return resourceOf(word[need]);
  }

  Mode mode(int need) {
    return modeOf(word[need]);
  }

  boolean isTaken(int need) {
    return ((int) word[need] & MODE_MASK) == TAKE;
  }

  int permits(int need) {
    return permitsOf(word[need]);
  }

  /** A need as one number that is not negative: no two different needs have the same. */
  static long word(int resource, Mode mode, int permits) {
    return (permits - 1L) << PERMITS_SHIFT | (long) resource << RESOURCE_SHIFT | mode.ordinal();
  }

  /** The resource of a need that is one number. */
  static int resourceOf(long need) {
    return (int) (need >>> RESOURCE_SHIFT) & Integer.MAX_VALUE;
  }

  /** How it is asked for. */
  static Mode modeOf(long need) {
    return MODES[(int) need & MODE_MASK];
  }

  /** How many permits of it. */
  static int permitsOf(long need) {
    return (int) (need >>> PERMITS_SHIFT) + 1;
  }

  /** All of a need in one number. */
  long word(int need) {
    return word[need];
  }

  /** The fingerprint of all of them, in the order of the plan. */
  long fingerprint() {
    return fingerprint;
  }
}
