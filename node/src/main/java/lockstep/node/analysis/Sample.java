package lockstep.node.analysis;

import org.hipparchus.stat.StatUtils;

/**
 * What the intervals need to know of a sample.
 *
 * @param variance with one degree of freedom less than the size; exactly zero when all values are equal, or there is one
 * @param least the least value
 */
record Sample(int size, double mean, double variance, double least) {

  /**
   * The moments of some values, one or more.
   *
   * @throws IllegalArgumentException when a value is no number
   */
  static Sample of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a sample needs a value, got none");
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a sample needs finite numbers, got " + value);
      }
    }
    double least = StatUtils.min(values);
    return least == StatUtils.max(values)
        ? new Sample(values.length, least, 0, least)
        : new Sample(values.length, StatUtils.mean(values), StatUtils.variance(values), least);
  }

  /** The square of the standard error of the mean. */
  double varianceOfMean() {
    return variance / size;
  }

  /** The same, relative to the mean: to first order the variance of the mean's logarithm. */
  double varianceOfLog() {
    return varianceOfMean() / mean / mean;
  }
}
