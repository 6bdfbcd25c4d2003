package lockstep.node.analysis;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The ratio of two expectations, estimated by that of two means of independent samples, and how likely a ratio so far from one would be
 * if the expectations were equal.
 *
 * <p>The difference of the means' logarithms is taken as Welch does a difference of means ("The generalization of Student's problem when
 * several different population variances are involved", Biometrika 34, 1947): variances may differ; the variance of a mean's logarithm
 * is that of the mean over its square (the delta method). So the estimate is the ratio of the means that reports show, no end
 * is negative, and to swap the samples inverts the interval. Fieller's interval (1954) holds the ratio as often, but can be unbounded; the
 * difference of mean logarithms estimates another ratio, that of geometric means.
 *
 * @param interval of the ratio
 * @param p two-sided; 0 when two samples without variation differ, and 1 when they do not
 */
public record MeanRatio(Interval interval, double p) {

  /** The ratio of the first expectation to the second; empty when a sample has one value only, or one that is not positive. */
  public static Optional<MeanRatio> of(double[] numerator, double[] denominator) {
    Sample above = Sample.of(numerator);
    Sample below = Sample.of(denominator);
    if (Math.min(above.size(), below.size()) < 2 || Math.min(above.least(), below.least()) <= 0) {
      return Optional.empty();
    }
    double ratio = above.mean() / below.mean();
    double variance = above.varianceOfLog() + below.varianceOfLog();
    if (variance == 0) {
      return Optional.of(new MeanRatio(new Interval(ratio, ratio, ratio), ratio == 1 ? 1 : 0));
    }
    double freedom =
        variance
            * variance
            / (squared(above.varianceOfLog()) / (above.size() - 1) + squared(below.varianceOfLog()) / (below.size() - 1));
    double error = Math.sqrt(variance);
    double factor = Math.exp(MeanInterval.quantile(freedom) * error);
    double p = 2 * new TDistribution(freedom).cumulativeProbability(-Math.abs(Math.log(ratio)) / error);
    return Optional.of(new MeanRatio(new Interval(ratio, ratio / factor, ratio * factor), p));
  }

  private static double squared(double value) {
    return value * value;
  }
}
