package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

/** Pearson's test of counts against expected counts. */
final class ChiSquare {

  /** Four standard deviations: a right distribution fails once in 30 000 seeds, and the seeds of these tests are fixed. */
  private static final double SIGMAS = 4;

  private static final double LEAST_EXPECTED = 8;

  private ChiSquare() {}

  /** Fails unless {@code counts} fit {@code probabilities}; neighbouring cells are joined until each expects enough. */
  static void assertFits(String what, long[] counts, double[] probabilities) {
    long draws = 0;
    for (long count : counts) {
      draws += count;
    }
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    long observed = 0;
    double expectedLater = draws;
    for (int n = 0; n < counts.length; n++) {
      expected += probabilities[n] * draws;
      expectedLater -= probabilities[n] * draws;
      observed += counts[n];
      boolean last = n == counts.length - 1;
      if (last || (expected >= LEAST_EXPECTED && expectedLater >= LEAST_EXPECTED)) {
        statistic += (observed - expected) * (observed - expected) / expected;
        cells++;
        expected = 0;
        observed = 0;
      }
    }
    assertThat(statistic).as("chi-square of %s over %d cells", what, cells).isLessThanOrEqualTo(critical(cells - 1));
  }

  /** Wilson and Hilferty's approximation of the quantile. */
  private static double critical(int degrees) {
    if (degrees == 0) {
      return 0;
    }
    double spread = 2.0 / (9.0 * degrees);
    double root = 1 - spread + SIGMAS * Math.sqrt(spread);
    return degrees * root * root * root;
  }
}
