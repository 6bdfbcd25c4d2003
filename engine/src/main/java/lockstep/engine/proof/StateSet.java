package lockstep.engine.proof;

import java.util.Arrays;
import lockstep.simulation.Draw;

/** States, numbered in the order in which they were added. A table with open addressing; the states themselves lie side by side. */
final class StateSet {

  private static final int FIRST_SLOTS = 1 << 12;

  private final int words;
  private long[] states;
  private int[] slots = new int[FIRST_SLOTS];
  private int size;

  /** A set of states of so many words. */
  StateSet(int words) {
    this.words = words;
    this.states = new long[words * 256];
  }

  /** Adds a state unless it is there. Returns its number, or, when it was there, the complement of its number. */
  int add(long[] state) {
    if (2L * size >= slots.length) {
      rehash();
    }
    int slot = slot(state, 0);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (isAt(number, state)) {
        return ~number;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if ((size + 1) * words > states.length) {
      states = Arrays.copyOf(states, Ints.grown(states.length));
    }
    System.arraycopy(state, 0, states, size * words, words);
    slots[slot] = ++size;
    return size - 1;
  }

  private boolean isAt(int number, long[] state) {
    int at = number * words;
    return Arrays.equals(states, at, at + words, state, 0, words);
  }

  private int slot(long[] from, int at) {
    long hash = 0;
    for (int n = 0; n < words; n++) {
      hash = Draw.mix(hash ^ from[at + n]);
    }
    return (int) hash & slots.length - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < size; number++) {
      int slot = slot(states, number * words);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = number + 1;
    }
  }

  /** Copies a state. */
  void get(int number, long[] into) {
    System.arraycopy(states, number * words, into, 0, words);
  }

  int size() {
    return size;
  }

  /** Whether one state more would be more than it can number. */
  boolean isFull() {
    return (size + 1L) * words > Integer.MAX_VALUE / 2 || slots.length >= 1 << 29;
  }

  /** The bytes that it has at the most while it grows once more. */
  long bytes() {
    boolean grows = (size + 1) * words > states.length;
    boolean doubles = 2L * size >= slots.length;
    return (long) Long.BYTES * (grows ? states.length + Ints.grown(states.length) : states.length)
        + (long) Integer.BYTES * (doubles ? 3L * slots.length : slots.length);
  }
}
