package lockstep.node.analysis;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * The probability that a fork is hit, such as by a deadlock, from how many of some forks were: the exact interval (Clopper and Pearson, "The
 * use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934), which holds the probability
 * in 95 of 100 cases at least. Both ends leave out 2.5 %, also where none or all were hit: 0 of 10 is below 31 %.
 */
public final class Proportion {

  private static final double TAIL = (1 - Interval.CONFIDENCE) / 2;

  /** Shares of tasks are small. */
  private static final double ACCURACY = 1e-18;

  private Proportion() {}

  /**
   * The interval of a probability.
   *
   * @param hits how many were hit, at most as many as there are forks
   * @param forks how many there are, 1 or more
   */
  public static Interval of(long hits, long forks) {
    if (forks < 1 || hits < 0 || hits > forks) {
      throw new IllegalArgumentException("hits must be in [0, forks], and forks 1 or more, got " + hits + " of " + forks);
    }
    double low = hits == 0 ? 0 : new BetaDistribution(hits, forks - hits + 1.0, ACCURACY).inverseCumulativeProbability(TAIL);
    double high = hits == forks ? 1 : new BetaDistribution(hits + 1.0, (double) forks - hits, ACCURACY).inverseCumulativeProbability(1 - TAIL);
    return new Interval((double) hits / forks, low, high);
  }
}
