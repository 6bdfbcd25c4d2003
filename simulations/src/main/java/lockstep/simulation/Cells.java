package lockstep.simulation;

/** The final state of all resources, read-only. */
public interface Cells {

  /** How many resources there are. */
  int resources();

  /**
   * Reads a word of a resource.
   *
   * @param resource {@code 0 .. resources() - 1}
   * @param word {@code 0 .. words() - 1}
   */
  long get(int resource, int word);

  /** The sum of one word over all resources; wraps on overflow. */
  default long sum(int word) {
    long sum = 0;
    for (int resource = 0; resource < resources(); resource++) {
      sum += get(resource, word);
    }
    return sum;
  }
}
