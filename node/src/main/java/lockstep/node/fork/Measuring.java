package lockstep.node.fork;

/**
 * How a fork measures: it repeats the work to warm up, then in iterations until these are steady, or there are enough of them.
 *
 * @param warmUpNanos how long the work is repeated before it is measured; 0: not at all
 * @param iterationNanos how long the work is repeated in an iteration; at least once
 * @param mostIterations how many there may be; 1: nobody asks whether it is steady
 */
public record Measuring(long warmUpNanos, long iterationNanos, int mostIterations) {

  public Measuring {
    if (warmUpNanos < 0 || iterationNanos < 0 || mostIterations < 1) {
      throw new IllegalArgumentException(
          "times must not be negative, and iterations at least 1, got " + warmUpNanos + ", " + iterationNanos + " and " + mostIterations);
    }
  }

  /** The work is performed once, and that is measured. */
  public static Measuring once() {
    return new Measuring(0, 0, 1);
  }
}
