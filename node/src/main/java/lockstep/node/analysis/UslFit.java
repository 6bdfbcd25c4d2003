package lockstep.node.analysis;

/**
 * How throughput scales with concurrency, by the Universal Scalability Law: X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)), with
 * sigma in [0, 1] and kappa of at least 0 (Gunther, "Guerrilla capacity planning", 2007, chapters 4 to 6; "A general theory of
 * computational scalability based on rational functions", arXiv:0808.1431, 2008). N is the number of cores, or of tasks in flight for
 * work that waits.
 */
public sealed interface UslFit {

  /** The least number of different N that are fitted: twice as many as there are parameters. */
  int LEAST_POINTS = 6;

  /**
   * Fits the law to what forks measured, by least squares of the logarithms, since forks differ by factors. See {@link Fitted} for
   * what its intervals assume.
   *
   * @param concurrency N of each fork, 1 or more
   * @param throughput of each fork, positive
   * @throws IllegalArgumentException when there are not as many of one as of the other, or one is out of range
   */
  static UslFit of(double[] concurrency, double[] throughput) {
    UslData data = UslData.of(concurrency, throughput);
    return data.points() < LEAST_POINTS ? new NotEnoughPoints(data.points()) : UslLeastSquares.fit(data);
  }

  /**
   * There were too few different N.
   *
   * @param points how many there were
   */
  record NotEnoughPoints(int points) implements UslFit {}

  /**
   * The law.
   *
   * <p>The intervals are those of the delta method: Student's t with as many degrees of freedom as there are forks less three, and the
   * covariance of the parameters to first order, of all three also where one is at its bound; lambda's on the log scale, the others cut at their
   * bounds. They hold if the law is true and forks differ by factors of one distribution at each N. The peak's is Fieller's ("Some problems
   * in interval estimation", Journal of the Royal Statistical Society B 16, 1954) for (1 - sigma) / kappa.
   *
   * @param lambda throughput at N = 1
   * @param sigma contention: the share of the work that is done one after the other
   * @param kappa coherence: what each pair of performers costs
   * @param peak the N with the highest throughput, sqrt((1 - sigma) / kappa); infinite when kappa is at its bound, and bounded above
   *     only when kappa is clearly above it; may lie beyond the N that were measured, and below 1 where more than one performer never pays
   * @param sigmaAtBound whether sigma is 0 or 1, since the best fit would be outside
   * @param kappaAtBound whether kappa is 0, since the best fit would be below
   * @param deviation the standard deviation of the logarithms of throughput around the law: about the relative error of one fork
   */
  record Fitted(
      Interval lambda,
      Interval sigma,
      Interval kappa,
      Interval peak,
      boolean sigmaAtBound,
      boolean kappaAtBound,
      double deviation)
      implements UslFit {

    /** The throughput that the law expects. */
    public double throughput(double concurrency) {
      double more = concurrency - 1;
      return lambda.estimate() * concurrency / (1 + sigma.estimate() * more + kappa.estimate() * concurrency * more);
    }
  }
}
