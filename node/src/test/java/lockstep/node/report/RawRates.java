package lockstep.node.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;
import lockstep.node.result.Estimated;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * How often something happens, from counts: with none of the code by which a run computes it. Ends of intervals are searched for, where the tail of the distribution is
 * 2.5 %.
 */
final class RawRates {

  private static final double TAIL = 0.025;
  private static final int HALVINGS = 200;

  private RawRates() {}

  /** A share, with Clopper's and Pearson's interval. */
  static Estimated share(int hits, long of) {
    int all = Math.toIntExact(of);
    double low = hits == 0 ? 0 : least(1, share -> 1 - new BinomialDistribution(all, share).cumulativeProbability(hits - 1) > TAIL);
    double high = hits == all ? 1 : least(1, share -> new BinomialDistribution(all, share).cumulativeProbability(hits) < TAIL);
    return new Estimated((double) hits / all, Optional.of(low), Optional.of(high));
  }

  /** Events per million occasions, clustered by forks, with an interval on the logarithmic scale; of several forks, in one of which there was an event. */
  static Estimated perMillion(double[] events, double[] occasions) {
    double all = Arrays.stream(events).sum();
    double rate = all / Arrays.stream(occasions).sum();
    double squares = 0;
    boolean most = true;
    for (int i = 0; i < events.length; i++) {
      squares += Math.pow(events[i] - rate * occasions[i], 2);
      most &= events[i] <= occasions[i];
    }
    double dispersion = squares * events.length / (events.length - 1) / all;
    double half = RawCell.t(events.length - 1.0) * Math.sqrt(Math.max(1, dispersion) / all);
    double high = 1e6 * rate * Math.exp(half);
    return new Estimated(1e6 * rate, Optional.of(1e6 * rate * Math.exp(-half)), Optional.of(most ? Math.min(1e6, high) : high));
  }

  /** How many tasks are done before an event: what the share of tasks that meet one comes to. */
  static Estimated tasksBefore(int events, long done) {
    Estimated share = share(events, done + events);
    return new Estimated(
        (double) done / events, Optional.of(1 / share.high().orElseThrow() - 1), events == 0 ? Optional.empty() : Optional.of(1 / share.low().orElseThrow() - 1));
  }

  /** How long it takes until an event, by Poisson's distribution of their number. */
  static Estimated timeBefore(int events, double atRisk) {
    double fewest = events == 0 ? 0 : least(1e3, mean -> 1 - poisson(events - 1, mean) > TAIL);
    double most = least(1e3, mean -> poisson(events, mean) < TAIL);
    return new Estimated(atRisk / events, Optional.of(atRisk / most), events == 0 ? Optional.empty() : Optional.of(atRisk / fewest));
  }

  /** The probability of so many events or fewer. */
  private static double poisson(int events, double mean) {
    double sum = 0;
    double term = Math.exp(-mean);
    for (int n = 0; n <= events; n++) {
      sum += term;
      term *= mean / (n + 1);
    }
    return sum;
  }

  /** From where on it holds, from 0 to that number. */
  private static double least(double greatest, DoublePredicate holds) {
    double low = 0;
    double high = greatest;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
