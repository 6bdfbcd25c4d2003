package lockstep.benchmark;

import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/** Compares two ways to do the same work, which take turns, so that what disturbs the machine disturbs both. */
final class Pairs {

  /** So often work is done before it is measured, unless it is said otherwise. */
  static final int WARM_UPS = 3;

  private static final double CONFIDENCE = 0.95;

  private Pairs() {}

  /** Does the work, and tells how long it took, in seconds. */
  interface Work {
    double seconds() throws InterruptedException;
  }

  /** The same after three pairs that are not measured. */
  static Ratio ratio(Work first, Work second, int pairs) throws InterruptedException {
    return ratio(first, second, WARM_UPS, pairs);
  }

  /**
   * How often the second is as fast as the first: the mean over pairs, with its 95 % t interval.
   *
   * @param warmUps how many pairs are not measured
   * @param pairs how many are measured, after those
   */
  static Ratio ratio(Work first, Work second, int warmUps, int pairs) throws InterruptedException {
    double[] ratios = new double[pairs];
    double firsts = 0;
    double seconds = 0;
    for (int pair = -warmUps; pair < pairs; pair++) {
      boolean swapped = pair % 2 != 0;
      double early = (swapped ? second : first).seconds();
      double late = (swapped ? first : second).seconds();
      if (pair >= 0) {
        ratios[pair] = swapped ? late / early : early / late;
        firsts += (swapped ? late : early) / pairs;
        seconds += (swapped ? early : late) / pairs;
      }
    }
    ListStatistics statistics = new ListStatistics(ratios);
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    return new Ratio(statistics.getMean(), interval[0], interval[1], firsts, seconds);
  }

  /**
   * A ratio with its interval.
   *
   * @param firstSeconds how long the first took, on average
   * @param secondSeconds how long the second took
   */
  record Ratio(double mean, double low, double high, double firstSeconds, double secondSeconds) {

    /** The same of another quantity, in proportion. */
    String text(double factor) {
      return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", factor * mean, factor * low, factor * high);
    }
  }
}
