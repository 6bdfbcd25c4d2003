package lockstep.engine.proof;

/** How a number of small values that are not negative stand side by side in a few words of 64 bits. No value is cut in two. */
final class Layout {

  private final int[] word;
  private final int[] shift;
  private final long[] mask;
  private final int words;

  /**
   * A layout.
   *
   * @param greatest of each value, 0 or more; one that can only be 0 takes no room
   */
  Layout(int[] greatest) {
    word = new int[greatest.length];
    shift = new int[greatest.length];
    mask = new long[greatest.length];
    int at = 0;
    int used = 0;
    for (int n = 0; n < greatest.length; n++) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(greatest[n]);
      if (used + bits > Long.SIZE) {
        at++;
        used = 0;
      }
      word[n] = at;
      shift[n] = used % Long.SIZE;
      mask[n] = (1L << bits) - 1;
      used += bits;
    }
    words = at + 1;
  }

  /** How many words there are. */
  int words() {
    return words;
  }

  /** Writes the first values into words. */
  void pack(int[] values, long[] into) {
    for (int n = 0; n < words; n++) {
      into[n] = 0;
    }
    for (int n = 0; n < word.length; n++) {
      into[word[n]] |= (values[n] & mask[n]) << shift[n];
    }
  }

  /** Reads the first values from words; those that take no room stay as they are. */
  void unpack(long[] from, int[] values) {
    for (int n = 0; n < word.length; n++) {
      if (mask[n] != 0) {
        values[n] = (int) (from[word[n]] >>> shift[n] & mask[n]);
      }
    }
  }
}
