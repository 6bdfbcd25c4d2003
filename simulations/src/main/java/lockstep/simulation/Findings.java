package lockstep.simulation;

import java.util.function.Supplier;

/** Where {@link TaskModel#verify} reports broken invariants. */
public interface Findings {

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
}
