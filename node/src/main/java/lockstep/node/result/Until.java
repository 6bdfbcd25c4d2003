package lockstep.node.result;

import java.util.Optional;
import lockstep.node.analysis.Interval;

/**
 * How much passes on average until something happens, from forks in which it did and forks in which it would have happened later. The true value lies between {@code atLeast} and
 * {@code atMost} with a confidence of 95 %.
 *
 * @param mean empty when it never happened
 * @param atMost empty when it never happened
 */
public record Until(Optional<Double> mean, double atLeast, Optional<Double> atMost) {

  static Until of(Interval interval) {
    return new Until(finite(interval.estimate()), interval.low(), finite(interval.high()));
  }

  private static Optional<Double> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
