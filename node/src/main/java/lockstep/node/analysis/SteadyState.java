package lockstep.node.analysis;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Finds the steady state of a fork: is told the time of each iteration, and says after which the warm-up is over.
 *
 * <p>Times have settled when the last ten have a coefficient of variation (sample standard deviation over mean) of at most 2 %
 * (Georges, Buytaert, Eeckhout, "Statistically rigorous Java performance evaluation", OOPSLA 2007, section 4.2), and show no trend. When
 * that is not so of the first sixty iterations, the fork stays unsettled.
 *
 * <p>The trend is tested as Mann ("Nonparametric tests against trend", Econometrica 13, 1945) and Kendall do: each pair of the ten times
 * counts +1 when the later one is greater, -1 when it is less. Of ten times without a trend, in whatever distribution, the sum is 23
 * or more in magnitude with a probability of 4.7 %. Ranks are used because a single long pause moves the slope of a least squares line,
 * and not because of it a sum of ranks. A trend of less than about 2 % over ten iterations can escape beside noise of 1 %, and so can a slow wave
 * of that size at its turning points: both change the mean of the ten by less than the variation that is allowed.
 *
 * <p>Not safe for use by several threads.
 */
public final class SteadyState {

  /** How many of the last iterations are judged; the steady ones when they have settled. */
  public static final int WINDOW = 10;

  /** How many iterations a fork has to settle in. */
  public static final int MOST_ITERATIONS = 60;

  /** The greatest coefficient of variation of settled times. */
  public static final double MOST_VARIATION = 0.02;

  /** The least sum of signs that shows a trend of {@link #WINDOW} times, at 5 %. */
  static final int TREND = 23;

  /** How far it is. */
  public enum State {
    /** It takes more iterations to tell. */
    WARMING_UP,
    /** The last iterations were steady. */
    SETTLED,
    /** So many iterations were not enough. */
    UNSETTLED
  }

  private final double[] times = new double[MOST_ITERATIONS];
  private int iterations;
  private State state = State.WARMING_UP;

  /**
   * Adds the time of the next iteration, in any unit.
   *
   * @throws IllegalArgumentException when it is not a positive number
   * @throws IllegalStateException when the fork is no longer warming up
   */
  public void add(double time) {
    if (!(time > 0 && time < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("time of an iteration must be a positive number, got " + time);
    }
    if (state != State.WARMING_UP) {
      throw new IllegalStateException("after " + iterations + " iterations it is known to be " + state);
    }
    times[iterations++] = time;
    if (iterations >= WINDOW && variationOfWindow() <= MOST_VARIATION && trend() == 0) {
      state = State.SETTLED;
    } else if (iterations == MOST_ITERATIONS) {
      state = State.UNSETTLED;
    }
  }

  /** Whether to go on. */
  public State state() {
    return state;
  }

  /** Whether the last iterations were steady. */
  public boolean settled() {
    return state == State.SETTLED;
  }

  /** How many iterations were added. */
  public int iterations() {
    return iterations;
  }

  /** The times of the last {@link #WINDOW} iterations, or of fewer when there are no more; once settled, the steady ones. */
  public double[] window() {
    return Arrays.copyOfRange(times, windowBegin(), iterations);
  }

  /** The coefficient of variation of the last {@link #WINDOW} times; empty while there are fewer. */
  public OptionalDouble variation() {
    return iterations < WINDOW ? OptionalDouble.empty() : OptionalDouble.of(variationOfWindow());
  }

  /** Whether the last {@link #WINDOW} times rise (1), fall (-1), or neither (0, also while there are fewer). */
  public int trend() {
    if (iterations < WINDOW) {
      return 0;
    }
    int sum = 0;
    for (int later = windowBegin() + 1; later < iterations; later++) {
      for (int earlier = windowBegin(); earlier < later; earlier++) {
        sum += Double.compare(times[later], times[earlier]);
      }
    }
    return Math.abs(sum) < TREND ? 0 : Integer.signum(sum);
  }

  private int windowBegin() {
    return Math.max(0, iterations - WINDOW);
  }

  private double variationOfWindow() {
    double sum = 0;
    for (int i = windowBegin(); i < iterations; i++) {
      sum += times[i];
    }
    double mean = sum / WINDOW;
    double squares = 0;
    for (int i = windowBegin(); i < iterations; i++) {
      double deviation = times[i] / mean - 1;
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / (WINDOW - 1));
  }
}
