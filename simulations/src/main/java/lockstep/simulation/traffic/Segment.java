package lockstep.simulation.traffic;

import lockstep.simulation.Entity;

/**
 * The cells of a segment, 16 in a word: 0 for an empty one, otherwise a car's speed and one more. Cell 0 is where cars come from.
 * Stateless: the words are the entity's.
 */
final class Segment {

  static final int CELLS_IN_WORD = 16;
  private static final int BITS = Long.SIZE / CELLS_IN_WORD;
  private static final long MASK = (1L << BITS) - 1;

  private Segment() {}

  /** How many words a segment of so many cells has. */
  static int words(int cells) {
    return Math.ceilDiv(cells, CELLS_IN_WORD);
  }

  /** The speed of the car in a cell, and one more; 0 when there is none. */
  static int car(long word, int place) {
    return (int) ((word >>> (BITS * place)) & MASK);
  }

  /** Puts a car of that speed into an empty cell. */
  static void put(Entity self, int first, int cell, int speed) {
    int word = first + cell / CELLS_IN_WORD;
    self.set(word, self.get(word) | (speed + 1L) << (BITS * (cell % CELLS_IN_WORD)));
  }

  /** Takes the car out of a cell. */
  static void take(Entity self, int first, int cell) {
    int word = first + cell / CELLS_IN_WORD;
    self.set(word, self.get(word) & ~(MASK << (BITS * (cell % CELLS_IN_WORD))));
  }

  /** The place of the last car in a word that is not 0. */
  static int last(long word) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(word)) / BITS;
  }

  /** The place of the first car in a word that is not 0. */
  static int first(long word) {
    return Long.numberOfTrailingZeros(word) / BITS;
  }

  /** The word without the cells from a place on. */
  static long before(long word, int place) {
    return word & ((1L << (BITS * place)) - 1);
  }
}
