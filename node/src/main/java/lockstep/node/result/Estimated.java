package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Optional;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.MeanInterval;
import lockstep.node.analysis.MeanRatio;

/**
 * A figure of forks, which are a sample of all the forks that there could be.
 *
 * @param low where the interval begins in which the true value lies with a confidence of 95 %; empty when a single fork says nothing
 *     of the spread, or it is not bounded below
 * @param high where it ends; empty as well when it is not bounded above
 */
public record Estimated(double estimate, Optional<Double> low, Optional<Double> high) {

  private static final long BOOTSTRAP_SEED = 42;

  /** The mean of what forks measured; one at least. */
  public static Estimated ofMean(double[] values) {
    return of(Arrays.stream(values).average().orElseThrow(), MeanInterval.of(values, BOOTSTRAP_SEED));
  }

  /** The mean of some forks by that of others; one at least of both. */
  static Estimated ofRatio(double[] values, double[] base) {
    return of(ofMean(values).estimate() / ofMean(base).estimate(), MeanRatio.of(values, base).map(MeanRatio::interval));
  }

  static Estimated of(Interval interval) {
    return new Estimated(interval.estimate(), finite(interval.low()), finite(interval.high()));
  }

  private static Optional<Double> finite(double end) {
    return Double.isFinite(end) ? Optional.of(end) : Optional.empty();
  }

  private static Estimated of(double estimate, Optional<Interval> interval) {
    return new Estimated(estimate, interval.map(Interval::low), interval.map(Interval::high));
  }

  /** Half the width of the interval by the estimate; empty when there is no interval. */
  @JsonIgnore
  public Optional<Double> precision() {
    return low.flatMap(from -> high.map(to -> (to - from) / 2 / Math.abs(estimate)));
  }
}
