package lockstep.node.analysis;

import java.util.Optional;

/**
 * How often something happens per million occasions, such as deadlocks per million tasks, from the counts of several forks.
 *
 * <p>Events cluster: a fork in which one happened sees more of them than others do. So forks are the sampling unit. The rate is all events
 * over all occasions; the variance of its logarithm is dispersion / events, where the dispersion is that of a ratio over clusters, n / (n - 1) times the sum
 * of (events - rate x occasions)^2 over all events (Cochran, "Sampling techniques", 1977, section 6.3), and at least 1, that of independent events. The
 * interval is Student's with one degree of freedom less than there are forks, on the log scale.
 *
 * <p>Residuals are not divided by what each fork was expected to have: a fork that ends with its event may have had next to no occasions, and such a quotient has no
 * expectation then.
 *
 * <p>When nothing happened, the counts tell nothing of clusters: a high rate in few forks may look just so. Then the rate is bounded by
 * the probability that a fork is hit at all ({@link Proportion}), which holds however events cluster, and says little of a rate.
 */
public final class EventRate {

  private static final double MILLION = 1e6;

  private EventRate() {}

  /**
   * Events per million occasions; empty when there is only one fork, or no occasion at all. At most a million when no fork has more events than occasions.
   *
   * @param events of each fork, 0 or more
   * @param occasions of each fork, 0 or more
   */
  public static Optional<Interval> perMillion(long[] events, long[] occasions) {
    check(events, occasions);
    int forks = events.length;
    double allEvents = 0;
    double allOccasions = 0;
    boolean oneEach = true;
    for (int i = 0; i < forks; i++) {
      allEvents += events[i];
      allOccasions += occasions[i];
      oneEach &= events[i] <= occasions[i];
    }
    if (forks < 2 || allOccasions == 0) {
      return Optional.empty();
    }
    if (allEvents == 0) {
      return Optional.of(new Interval(0, 0, Proportion.of(0, forks).high() * MILLION));
    }
    double rate = allEvents / allOccasions;
    double dispersion = dispersion(events, occasions, rate) / allEvents;
    double factor = Math.exp(MeanInterval.quantile(forks - 1) * Math.sqrt(Math.max(1, dispersion) / allEvents));
    double estimate = rate * MILLION;
    double high = estimate * factor;
    return Optional.of(new Interval(estimate, estimate / factor, oneEach ? Math.min(high, MILLION) : high));
  }

  private static double dispersion(long[] events, long[] occasions, double rate) {
    double sum = 0;
    for (int i = 0; i < events.length; i++) {
      double residual = events[i] - rate * occasions[i];
      sum += residual * residual;
    }
    return sum * events.length / (events.length - 1);
  }

  private static void check(long[] events, long[] occasions) {
    if (events.length != occasions.length) {
      throw new IllegalArgumentException("each fork needs events and occasions, got " + events.length + " and " + occasions.length);
    }
    for (int i = 0; i < events.length; i++) {
      if (occasions[i] < 0 || events[i] < 0) {
        throw new IllegalArgumentException("events and occasions must be 0 or more, got " + events[i] + " of " + occasions[i]);
      }
    }
  }
}
