package lockstep.node.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem.Evaluation;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * Fits the law by Levenberg and Marquardt's method, which knows no bounds: so once without any, and once with each combination of parameters
 * held at a bound; of the fits within the bounds the best is taken. Of fits that are equally good the one with most parameters held.
 * Outside the bounds the method may wander without end, where data follows no law; such a fit is not taken.
 */
final class UslLeastSquares {

  private static final int MOST_ITERATIONS = 1000;
  private static final double EQUAL_SUMS = 1e-9;
  private static final double NO_SUM = 1e-18;

  private static final List<Face> FACES =
      List.of(
          new Face(OptionalDouble.of(0), OptionalDouble.of(0)),
          new Face(OptionalDouble.of(1), OptionalDouble.of(0)),
          new Face(OptionalDouble.of(0), OptionalDouble.empty()),
          new Face(OptionalDouble.of(1), OptionalDouble.empty()),
          new Face(OptionalDouble.empty(), OptionalDouble.of(0)),
          new Face(OptionalDouble.empty(), OptionalDouble.empty()));

  private final UslData data;

  /** Where a parameter is held; empty: it is free. */
  private record Face(OptionalDouble sigma, OptionalDouble kappa) {

    /** Columns of what is free: the logarithm of lambda always is. */
    double[] free(double logLambda, double sigma, double kappa) {
      double[] free = new double[size()];
      int column = 0;
      free[column++] = logLambda;
      if (this.sigma.isEmpty()) {
        free[column++] = sigma;
      }
      if (this.kappa.isEmpty()) {
        free[column] = kappa;
      }
      return free;
    }

    Law law(RealVector free) {
      return new Law(
          free.getEntry(0),
          sigma.orElseGet(() -> free.getEntry(1)),
          kappa.orElseGet(() -> free.getEntry(size() - 1)));
    }

    private int size() {
      return 1 + (sigma.isEmpty() ? 1 : 0) + (kappa.isEmpty() ? 1 : 0);
    }
  }

  /** Parameters, anywhere. */
  private record Law(double logLambda, double sigma, double kappa) {

    boolean isWithinBounds() {
      return sigma >= 0 && sigma <= 1 && kappa >= 0;
    }

    private double divisor(double n) {
      return 1 + sigma * (n - 1) + kappa * n * (n - 1);
    }

    /** The logarithm of throughput / n; continued smoothly to where the divisor is below 1, which it never is within the bounds. */
    double log(double n) {
      double divisor = divisor(n);
      return logLambda - (divisor >= 1 ? Math.log(divisor) : divisor - 1);
    }

    /** Its derivatives by the logarithm of lambda, sigma and kappa. */
    double[] gradient(double n) {
      double divisor = Math.max(1, divisor(n));
      return new double[] {1, -(n - 1) / divisor, -n * (n - 1) / divisor};
    }
  }

  private record Candidate(Face face, Law law, double sum) {}

  private UslLeastSquares(UslData data) {
    this.data = data;
  }

  static UslFit.Fitted fit(UslData data) {
    return new UslLeastSquares(data).fit();
  }

  private UslFit.Fitted fit() {
    List<Candidate> candidates = new ArrayList<>();
    for (Face face : FACES) {
      Candidate candidate = candidate(face);
      if (candidate.law().isWithinBounds()) {
        candidates.add(candidate);
      }
    }
    double least = candidates.stream().min(Comparator.comparingDouble(Candidate::sum)).orElseThrow().sum();
    Candidate best =
        candidates.stream().filter(candidate -> candidate.sum() <= least * (1 + EQUAL_SUMS) + NO_SUM).findFirst().orElseThrow();
    return estimated(best);
  }

  private Candidate candidate(Face face) {
    double[] logs = data.logs();
    Evaluation best =
        new LevenbergMarquardtOptimizer()
            .optimize(
                LeastSquaresFactory.create(
                    free -> linearised(face, face.law(free)),
                    new ArrayRealVector(logs),
                    new ArrayRealVector(face.free(Sample.of(logs).mean(), 0, 0)),
                    (iteration, _, _) -> iteration >= MOST_ITERATIONS,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE));
    return new Candidate(face, face.law(best.getPoint()), best.getCost() * best.getCost());
  }

  private Pair<RealVector, RealMatrix> linearised(Face face, Law law) {
    double[] values = new double[data.size()];
    double[][] jacobian = new double[data.size()][];
    for (int i = 0; i < values.length; i++) {
      double n = data.concurrency(i);
      double[] gradient = law.gradient(n);
      values[i] = law.log(n);
      jacobian[i] = face.free(gradient[0], gradient[1], gradient[2]);
    }
    return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
  }

  private UslFit.Fitted estimated(Candidate best) {
    int freedom = data.size() - 3;
    double deviation = Math.sqrt(best.sum() / freedom);
    double[][] gradients = new double[data.size()][];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = best.law().gradient(data.concurrency(i));
    }
    UslErrors errors = new UslErrors(gradients, MeanInterval.quantile(freedom) * deviation);
    Law law = best.law();
    return new UslFit.Fitted(
        errors.lambda(Math.exp(law.logLambda())),
        errors.sigma(law.sigma()),
        errors.kappa(law.kappa()),
        errors.peak(law.sigma(), law.kappa()),
        best.face().sigma().isPresent(),
        best.face().kappa().isPresent(),
        deviation);
  }
}
