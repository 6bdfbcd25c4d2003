package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Optional;

/**
 * A figure of forks, which are a sample of all the forks that there could be.
 *
 * @param low where the interval begins in which the true value lies with a confidence of 95 %; empty when a single fork says nothing
 *     of the spread
 * @param high where it ends
 */
public record Estimated(double estimate, Optional<Double> low, Optional<Double> high) {

  private static final double CONFIDENCE = 0.95;

  /** The mean of what forks measured; one at least. */
  public static Estimated ofMean(double[] values) {
    double mean = mean(values);
    return values.length < 2
        ? new Estimated(mean, Optional.empty(), Optional.empty())
        : around(mean, StudentT.twoSided(CONFIDENCE, values.length - 1) * Math.sqrt(variance(values) / values.length));
  }

  /** The mean of some forks by that of others; one at least of both. */
  static Estimated ofRatio(double[] values, double[] base) {
    double ratio = mean(values) / mean(base);
    if (values.length < 2 || base.length < 2) {
      return new Estimated(ratio, Optional.empty(), Optional.empty());
    }
    double relative =
        variance(values) / values.length / Math.pow(mean(values), 2) + variance(base) / base.length / Math.pow(mean(base), 2);
    return around(ratio, ratio * StudentT.twoSided(CONFIDENCE, Math.min(values.length, base.length) - 1) * Math.sqrt(relative));
  }

  private static Estimated around(double middle, double half) {
    return new Estimated(middle, Optional.of(middle - half), Optional.of(middle + half));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1);
  }

  /** Half the width of the interval by the estimate; empty when there is no interval. */
  @JsonIgnore
  public Optional<Double> precision() {
    return low.flatMap(from -> high.map(to -> (to - from) / 2 / Math.abs(estimate)));
  }
}
