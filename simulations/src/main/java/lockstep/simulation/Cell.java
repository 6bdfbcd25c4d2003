package lockstep.simulation;

/** One resource's state, to be given its first values. */
public interface Cell {

  /**
   * Writes a word.
   *
   * @param word {@code 0 .. words() - 1}
   */
  void set(int word, long value);
}
