package lockstep.node.scenario;

/**
 * How many forks a cell has: at least {@code min}, then more until the intervals of the throughput of all cells are narrow enough,
 * and at most {@code max}.
 *
 * @param precision half the width of the interval of 95 % by the mean, above 0 and below 1
 */
public record Forks(int min, int max, double precision) {

  /** What {@link #max} may be at most. */
  public static final int MOST = 1000;

  /** What {@link #precision} is when nothing is said. */
  public static final double PRECISION = 0.03;

  public Forks {
    if (min < 1 || max < min || max > MOST || !(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException(
          "forks must be 1 <= min <= max <= " + MOST + " with a precision in (0, 1), got " + min + ", " + max + " and " + precision);
    }
  }

  /** One fork: an example, not a measurement. */
  public static Forks one() {
    return new Forks(1, 1, PRECISION);
  }
}
