package lockstep.simulation;

/** What was recorded of one {@link Statistic}. */
public interface Tally {

  /** How many values. */
  long count();

  /** Their sum; wraps on overflow. */
  long sum();

  /** The least; {@link Long#MAX_VALUE} when there is none. */
  long min();

  /** The greatest; {@link Long#MIN_VALUE} when there is none. */
  long max();

  /**
   * How many fell into a bin.
   *
   * @param bin {@code 0 .. bins - 1}
   */
  long bin(int bin);

  /** Their mean; not a number when there is none. */
  default double mean() {
    return (double) sum() / count();
  }
}
