package lockstep.node.analysis;

import java.util.Optional;

/**
 * Where one more value would lie that comes from where a sample came from: mean plus or minus t(0.995, n - 1) s sqrt(1 + 1 / n), the
 * prediction interval for a single future observation (Hahn and Meeker, "Statistical intervals", 1991, chapter 4). It is wider than the
 * interval of the mean, since one value varies as each of the sample did.
 *
 * <p>Its confidence is 99 % and not 95 %: it is asked once in each run whether something is wrong, and one false alarm in twenty
 * runs would teach people not to listen.
 */
public final class Prediction {

  /** The share of values that the interval holds when nothing has changed. */
  public static final double CONFIDENCE = 0.99;

  private Prediction() {}

  /** The interval around the mean; empty when one value alone says nothing of the spread. */
  public static Optional<Interval> of(double[] values) {
    Sample sample = Sample.of(values);
    if (sample.size() < 2) {
      return Optional.empty();
    }
    double deviation = Math.sqrt(sample.variance() * (1 + 1.0 / sample.size()));
    return Optional.of(Interval.around(sample.mean(), MeanInterval.quantile(sample.size() - 1, CONFIDENCE) * deviation));
  }
}
