package lockstep.simulation;

import java.util.function.Supplier;

/** Where a model's {@code verify} reports broken invariants, and what theory says. */
public interface Findings {

  /** By how many standard deviations a run may miss its theory: once in 1.7 million runs by chance, if it is normal. */
  double MOST_DEVIATIONS = 5;

  /**
   * Reports {@code invariant} as broken unless it holds.
   *
   * @param invariant its name, a few words
   * @param detail what was found instead; asked for only when it is broken
   */
  void check(String invariant, boolean holds, Supplier<String> detail);

  /** Reports {@code invariant} as broken unless both numbers are equal. */
  default void equal(String invariant, long expected, long actual) {
    check(invariant, expected == actual, () -> "expected " + expected + ", found " + actual);
  }

  /**
   * Compares what was observed with what theory expects; reports {@code quantity} as a broken invariant when they are more than
   * {@value #MOST_DEVIATIONS} standard deviations apart.
   *
   * @param quantity its name, a few words
   * @param deviation the standard deviation of the observation according to theory, more than 0
   */
  default void theory(String quantity, double expected, double deviation, double observed) {
    double z = (observed - expected) / deviation;
    check(
        quantity,
        Math.abs(z) <= MOST_DEVIATIONS,
        () -> "theory expects %.6g, observed %.6g (z = %.1f)".formatted(expected, observed, z));
  }
}
