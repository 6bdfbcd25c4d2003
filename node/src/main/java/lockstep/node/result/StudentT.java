package lockstep.node.result;

/** Student's t distribution with a whole number of degrees of freedom (Abramowitz and Stegun, 1964, 26.7.3 and 26.7.4). */
final class StudentT {

  private static final int HALVINGS = 60;

  private StudentT() {}

  /**
   * The value that the distribution stays below in magnitude, with the given probability.
   *
   * @param probability in (0, 1)
   * @param freedom degrees of freedom, 1 or more
   */
  static double twoSided(double probability, int freedom) {
    double low = 0;
    double high = Math.PI / 2;
    for (int n = 0; n < HALVINGS; n++) {
      double middle = (low + high) / 2;
      if (within(middle, freedom) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.tan(high) * Math.sqrt(freedom);
  }

  /** The probability of a magnitude up to {@code tan(angle) * sqrt(freedom)}. */
  private static double within(double angle, int freedom) {
    double cosine = Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }
}
