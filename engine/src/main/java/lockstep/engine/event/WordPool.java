package lockstep.engine.event;

import java.util.Arrays;

/**
 * Arrays of words to be used again, by size: powers of two times a stride. Buckets that are emptied give theirs back, so that
 * memory follows the number of pending events and nothing is allocated in the steady state. Used by one thread at a time.
 */
final class WordPool {

  private static final int SIZES = 32;

  private final long[][][] free = new long[SIZES][4][];
  private final int[] count = new int[SIZES];
  private final int stride;
  private long allocatedWords;

  /**
   * @param stride words of one item
   */
  WordPool(int stride) {
    this.stride = stride;
  }

  /** An array for {@code 2^size} items, with anything in it. */
  long[] take(int size) {
    if (count[size] > 0) {
      int last = --count[size];
      long[] array = free[size][last];
      return array;
    }
    long[] array = new long[Math.multiplyExact(stride, 1 << size)];
    allocatedWords += array.length;
    return array;
  }

  /** Gives back an array for {@code 2^size} items. */
  void give(long[] array, int size) {
    if (count[size] == free[size].length) {
      free[size] = Arrays.copyOf(free[size], 2 * count[size]);
    }
    free[size][count[size]++] = array;
  }

  /** How many words it ever allocated. */
  long allocatedWords() {
    return allocatedWords;
  }
}
