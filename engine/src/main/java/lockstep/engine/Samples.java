package lockstep.engine;

import java.util.Arrays;

/** Numbers, as many as there come. Used by one thread at a time. */
final class Samples {

  private static final int FIRST_ROOM = 16;

  private long[] values = new long[0];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(FIRST_ROOM, size * 2));
    }
    values[size++] = value;
  }

  void add(Samples other) {
    int together = size + other.size;
    if (together > values.length) {
      values = Arrays.copyOf(values, Math.max(together, values.length * 2));
    }
    System.arraycopy(other.values, 0, values, size, other.size);
    size = together;
  }

  int size() {
    return size;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
