package lockstep.engine.proof;

import java.util.Arrays;

/** A list of ints. */
final class Ints {

  private int[] values = new int[1024];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  /** The length that something of that length grows to. */
  static int grown(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 16L);
  }

  int get(int at) {
    return values[at];
  }

  int size() {
    return size;
  }

  /** The bytes that it has at the most while it grows once more. */
  long bytes() {
    return (long) Integer.BYTES * (size == values.length ? values.length + grown(size) : values.length);
  }
}
