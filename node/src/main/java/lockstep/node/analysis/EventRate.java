package lockstep.node.analysis;

import java.util.Optional;

/**
 * How often something happens per million occasions, such as deadlocks per million tasks, from the counts of several forks.
 *
 * <p>Events cluster: a fork in which one happened sees more of them than others do. So forks are the sampling unit. The rate is all events
 * over all occasions; the variance of its logarithm is dispersion / events, where the dispersion is Pearson's statistic over its degrees of freedom,
 * and at least 1, that of independent events (McCullagh and Nelder, "Generalized linear models", 1989, sections 4.5 and 6.2). The interval is
 * Student's with one degree of freedom less than there are forks, on the log scale.
 *
 * <p>When nothing happened, the counts tell nothing of clusters: a high rate in few forks may look just so. Then the rate is bounded by
 * the probability that a fork is hit at all ({@link Proportion}), which holds however events cluster, and says little of a rate.
 */
public final class EventRate {

  private static final double MILLION = 1e6;

  private EventRate() {}

  /**
   * Events per million occasions; empty when there is only one fork.
   *
   * @param events of each fork, at most as many as occasions
   * @param occasions of each fork, 1 or more
   */
  public static Optional<Interval> perMillion(long[] events, long[] occasions) {
    check(events, occasions);
    int forks = events.length;
    if (forks < 2) {
      return Optional.empty();
    }
    double allEvents = 0;
    double allOccasions = 0;
    for (int i = 0; i < forks; i++) {
      allEvents += events[i];
      allOccasions += occasions[i];
    }
    if (allEvents == 0) {
      return Optional.of(new Interval(0, 0, Proportion.of(0, forks).high() * MILLION));
    }
    double rate = allEvents / allOccasions;
    double dispersion = dispersion(events, occasions, rate);
    double factor = Math.exp(MeanInterval.quantile(forks - 1) * Math.sqrt(dispersion / allEvents));
    double estimate = rate * MILLION;
    return Optional.of(new Interval(estimate, estimate / factor, Math.min(estimate * factor, MILLION)));
  }

  private static double dispersion(long[] events, long[] occasions, double rate) {
    double sum = 0;
    for (int i = 0; i < events.length; i++) {
      double expected = rate * occasions[i];
      sum += (events[i] - expected) * (events[i] - expected) / expected;
    }
    return Math.max(1, sum / (events.length - 1));
  }

  private static void check(long[] events, long[] occasions) {
    if (events.length != occasions.length) {
      throw new IllegalArgumentException("each fork needs events and occasions, got " + events.length + " and " + occasions.length);
    }
    for (int i = 0; i < events.length; i++) {
      if (occasions[i] < 1 || events[i] < 0 || events[i] > occasions[i]) {
        throw new IllegalArgumentException(
            "events must be in [0, occasions], and occasions 1 or more, got " + events[i] + " of " + occasions[i]);
      }
    }
  }
}
