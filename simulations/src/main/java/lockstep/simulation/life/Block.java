package lockstep.simulation.life;

/**
 * 8 x 8 cells in one word: the cell in column {@code x} and row {@code y} is bit {@code 8 y + x}; row 0 is the northern one, column 0
 * the western one. All 64 cells are brought forward at once: their neighbours are counted by adders whose digits are whole words
 * (Knuth, "The Art of Computer Programming", volume 4A, section 7.1.3).
 */
final class Block {

  /** Cells in a row, and in a column. */
  static final int SIDE = 8;

  private static final long WEST = 0x0101_0101_0101_0101L;
  private static final long EAST = WEST << (SIDE - 1);
  private static final int LAST_ROW = SIDE * (SIDE - 1);

  private Block() {}

  /** The bit of a cell. */
  static long cell(int x, int y) {
    return 1L << (SIDE * y + x);
  }

  /** The next generation of {@code at}, among the blocks around it. */
  static long next(
      long northWest, long north, long northEast, long west, long at, long east, long southWest, long south, long southEast) {
    long fromWest = shiftedEast(at, west);
    long fromEast = shiftedWest(at, east);
    return ruled(
        at,
        shiftedSouth(fromWest, shiftedEast(north, northWest)),
        shiftedSouth(at, north),
        shiftedSouth(fromEast, shiftedWest(north, northEast)),
        fromWest,
        fromEast,
        shiftedNorth(fromWest, shiftedEast(south, southWest)),
        shiftedNorth(at, south),
        shiftedNorth(fromEast, shiftedWest(south, southEast)));
  }

  /** Each cell's western neighbour, where the cell is. */
  private static long shiftedEast(long at, long west) {
    return ((at & ~EAST) << 1) | ((west & EAST) >>> (SIDE - 1));
  }

  private static long shiftedWest(long at, long east) {
    return ((at & ~WEST) >>> 1) | ((east & WEST) << (SIDE - 1));
  }

  private static long shiftedSouth(long at, long north) {
    return (at << SIDE) | (north >>> LAST_ROW);
  }

  private static long shiftedNorth(long at, long south) {
    return (at >>> SIDE) | (south << LAST_ROW);
  }

  /** A cell lives on with two neighbours, and lives in any case with three. */
  private static long ruled(long at, long a, long b, long c, long d, long e, long f, long g, long h) {
    long onesOfFirst = a ^ b ^ c;
    long twosOfFirst = majority(a, b, c);
    long onesOfSecond = d ^ e ^ f;
    long twosOfSecond = majority(d, e, f);
    long onesOfThird = g ^ h;
    long twosOfThird = g & h;
    long ones = onesOfFirst ^ onesOfSecond ^ onesOfThird;
    long carry = majority(onesOfFirst, onesOfSecond, onesOfThird);
    // The last four count two neighbours each. There are two or three neighbours when exactly one of the four is set.
    long left = twosOfFirst ^ twosOfSecond;
    long right = twosOfThird ^ carry;
    long twoOrThree = (left ^ right) & ~((twosOfFirst & twosOfSecond) | (twosOfThird & carry));
    return twoOrThree & (ones | at);
  }

  private static long majority(long a, long b, long c) {
    return (a & b) | (c & (a ^ b));
  }
}
