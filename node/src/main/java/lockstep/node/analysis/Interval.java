package lockstep.node.analysis;

/**
 * An estimate and where the true value lies with a confidence of 95 %, where nothing else is said.
 *
 * @param estimate between the ends, or one of them
 * @param low may be negative infinity: not bounded below
 * @param high may be positive infinity: not bounded above
 */
public record Interval(double estimate, double low, double high) {

  /** The share of intervals that hold the true value. */
  public static final double CONFIDENCE = 0.95;

  public Interval {
    if (!(low <= estimate && estimate <= high)) {
      throw new IllegalArgumentException("interval must be low <= estimate <= high, got " + low + ", " + estimate + ", " + high);
    }
  }

  /** Around an estimate, as far as a distance on both sides. */
  static Interval around(double estimate, double half) {
    return new Interval(estimate, estimate - half, estimate + half);
  }

  /**
   * How precise the estimate is: the distance to the end that is farther away, over the magnitude of the estimate. Zero when both
   * ends are the estimate; infinite when an end is, or when the estimate is zero and an end is not.
   */
  public double relativeHalfWidth() {
    double half = Math.max(estimate - low, high - estimate);
    if (low == high) {
      return 0;
    }
    return Double.isInfinite(estimate) ? Double.POSITIVE_INFINITY : half / Math.abs(estimate);
  }

  /** Whether a value may be the true one. The ends belong to the interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether the true value is greater than a value: all of the interval is. */
  public boolean isAbove(double value) {
    return low > value;
  }

  /** Whether the true value is less than a value: all of the interval is. */
  public boolean isBelow(double value) {
    return high < value;
  }

  /** The same of a multiple of the estimated value. */
  Interval times(double positive) {
    return new Interval(estimate * positive, low * positive, high * positive);
  }
}
