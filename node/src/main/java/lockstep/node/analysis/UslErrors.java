package lockstep.node.analysis;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** The intervals of a fit. All variances are in units of the quantile: a half width is the root of one. */
final class UslErrors {

  private static final int LOG_LAMBDA = 0;
  private static final int SIGMA = 1;
  private static final int KAPPA = 2;

  private final double[][] covariance;

  /**
   * The covariance is inverted with columns of length one, as they differ by many orders of magnitude. It exists wherever there are three
   * different N: no sum of 1, (N - 1) / divisor and N (N - 1) / divisor is zero at three of them.
   *
   * @param gradients of the logarithm of throughput by the logarithm of lambda, sigma and kappa, of each fork
   * @param distance what Student's t stays below, times the residuals' standard deviation
   */
  UslErrors(double[][] gradients, double distance) {
    RealMatrix jacobian = new Array2DRowRealMatrix(gradients);
    double[] lengths = new double[gradients[0].length];
    for (int column = 0; column < lengths.length; column++) {
      lengths[column] = jacobian.getColumnVector(column).getNorm();
      jacobian.setColumnVector(column, jacobian.getColumnVector(column).mapDivide(lengths[column]));
    }
    covariance = new QRDecomposition(jacobian.transposeMultiply(jacobian)).getSolver().getInverse().getData();
    for (int row = 0; row < lengths.length; row++) {
      for (int column = 0; column < lengths.length; column++) {
        covariance[row][column] *= distance * distance / lengths[row] / lengths[column];
      }
    }
  }

  private double half(int parameter) {
    return Math.sqrt(covariance[parameter][parameter]);
  }

  Interval lambda(double lambda) {
    double factor = Math.exp(half(LOG_LAMBDA));
    return new Interval(lambda, lambda / factor, lambda * factor);
  }

  Interval sigma(double sigma) {
    return new Interval(sigma, Math.max(0, sigma - half(SIGMA)), Math.min(1, sigma + half(SIGMA)));
  }

  Interval kappa(double kappa) {
    return new Interval(kappa, Math.max(0, kappa - half(KAPPA)), kappa + half(KAPPA));
  }

  /** All peaks whose square r makes 1 - sigma - r kappa no farther from zero than its half width. */
  Interval peak(double sigma, double kappa) {
    double rise = 1 - sigma;
    double square = kappa * kappa - covariance[KAPPA][KAPPA];
    double linear = kappa * rise + covariance[SIGMA][KAPPA];
    double constant = rise * rise - covariance[SIGMA][SIGMA];
    double root = Math.sqrt(Math.max(0, linear * linear - square * constant));
    double estimate = kappa == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(rise / kappa);
    double low = constant > 0 ? Math.sqrt(constant / (linear + root)) : 0;
    double high = square > 0 ? Math.sqrt((linear + root) / square) : Double.POSITIVE_INFINITY;
    return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate));
  }
}
