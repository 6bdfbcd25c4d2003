package lockstep.node.report;

import java.util.List;
import java.util.Optional;
import lockstep.node.result.Estimated;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import tools.jackson.databind.JsonNode;

/** The Universal Scalability Law, fitted to raw samples by Gauss and Newton's method, without bounds: for data of which the best fit is inside. */
final class RawLaw {

  private static final int STEPS = 50;

  private final RealVector parameters;
  private final RealMatrix covariance;
  private final double quantile;

  RawLaw(List<RawCell> cells) {
    double[] at = cells.stream().flatMapToDouble(cell -> cell.forks().stream().mapToDouble(_ -> cell.workers())).toArray();
    double[] logs = cells.stream().flatMap(cell -> cell.forks().stream()).mapToDouble(RawLaw::log).toArray();
    RealVector now = new ArrayRealVector(new double[] {logs[0], 0.05, 0.005});
    RealMatrix normal = new Array2DRowRealMatrix(3, 3);
    double squares = 0;
    for (int step = 0; step < STEPS; step++) {
      RealMatrix jacobian = new Array2DRowRealMatrix(at.length, 3);
      RealVector residuals = new ArrayRealVector(at.length);
      for (int i = 0; i < at.length; i++) {
        double more = at[i] - 1;
        double divisor = 1 + now.getEntry(1) * more + now.getEntry(2) * at[i] * more;
        jacobian.setRow(i, new double[] {1, -more / divisor, -at[i] * more / divisor});
        residuals.setEntry(i, logs[i] - now.getEntry(0) - Math.log(at[i] / divisor));
      }
      squares = residuals.dotProduct(residuals);
      normal = jacobian.transposeMultiply(jacobian);
      now = now.add(new LUDecomposition(normal).getSolver().solve(jacobian.transpose().operate(residuals)));
    }
    this.parameters = now;
    this.covariance = new LUDecomposition(normal).getSolver().getInverse().scalarMultiply(squares / (at.length - 3));
    this.quantile = RawCell.t(at.length - 3.0);
  }

  private static double log(JsonNode fork) {
    return Math.log(RawCell.throughput(fork));
  }

  Estimated sigma() {
    return parameter(1);
  }

  Estimated kappa() {
    return parameter(2);
  }

  private Estimated parameter(int index) {
    double value = parameters.getEntry(index);
    double half = quantile * Math.sqrt(covariance.getEntry(index, index));
    return new Estimated(value, Optional.of(Math.max(0, value - half)), Optional.of(value + half));
  }

  /** Fieller's interval for the square of the peak: where (1 - sigma) - square x kappa is as far from zero as its half width. */
  Estimated peak() {
    double estimate = Math.sqrt((1 - parameters.getEntry(1)) / parameters.getEntry(2));
    return new Estimated(estimate, Optional.of(end(estimate, 0)), Optional.of(end(estimate, 10 * estimate)));
  }

  private double end(double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int halving = 0; halving < 100; halving++) {
      double middle = (in + out) / 2;
      if (holds(middle * middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private boolean holds(double square) {
    double distance = 1 - parameters.getEntry(1) - square * parameters.getEntry(2);
    double variance =
        covariance.getEntry(1, 1) + 2 * square * covariance.getEntry(1, 2) + square * square * covariance.getEntry(2, 2);
    return Math.abs(distance) <= quantile * Math.sqrt(variance);
  }
}
