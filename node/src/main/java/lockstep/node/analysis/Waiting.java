package lockstep.node.analysis;

import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * How long it takes until something happens that ends a fork, such as a deadlock, from forks that it ended and forks that it did not: these are censored, the event would have come
 * later. An event is as likely at any time, and in any fork; then all the time at risk over the number of events is the estimate of maximum likelihood (Epstein and Sobel, "Life testing",
 * Journal of the American Statistical Association 48, 1953). Where rates differ between forks, intervals are too narrow; {@link Proportion} and {@link EventRate} hold there.
 *
 * <p>Without an event the estimate is infinite, and the interval bounded below only.
 */
public final class Waiting {

  private static final double TAIL = (1 - Interval.CONFIDENCE) / 2;

  private Waiting() {}

  /**
   * The mean time. Its interval is by the quantiles of the chi-square distribution with two degrees of freedom for each event; the lower end has two more, since forks end by
   * the clock and not with the last event (Cox, "Some simple approximate tests for Poisson variates", Biometrika 40, 1953).
   *
   * @param events how many forks it ended
   * @param atRisk how long all forks were at risk, together, above 0
   */
  public static Interval time(int events, double atRisk) {
    if (events < 0 || !(atRisk > 0)) {
      throw new IllegalArgumentException("events must be 0 or more and the time at risk above 0, got " + events + " and " + atRisk);
    }
    double low = atRisk / quantile(events + 1, 1 - TAIL);
    return events == 0
        ? new Interval(Double.POSITIVE_INFINITY, low, Double.POSITIVE_INFINITY)
        : new Interval(atRisk / events, low, atRisk / quantile(events, TAIL));
  }

  /** Half of a quantile of chi-square with twice as many degrees of freedom. */
  private static double quantile(int shape, double probability) {
    return new GammaDistribution(shape, 1).inverseCumulativeProbability(probability);
  }

  /**
   * The mean number of tasks that are done before it. Each task is done or meets the event; so the interval is the exact one of a share ({@link Proportion}), also where forks end at once.
   *
   * @param events how many forks it ended
   * @param done by all forks, together; 1 at least when there is no event
   */
  public static Interval tasks(int events, long done) {
    Interval share = Proportion.of(events, done + events);
    double estimate = events == 0 ? Double.POSITIVE_INFINITY : (double) done / events;
    return new Interval(estimate, before(share.high()), before(share.low()));
  }

  private static double before(double share) {
    return share == 0 ? Double.POSITIVE_INFINITY : (1 - share) / share;
  }
}
