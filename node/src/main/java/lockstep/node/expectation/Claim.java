package lockstep.node.expectation;

import java.math.BigDecimal;

/** A comparison that is to hold. */
public sealed interface Claim {

  /** The figure on the left. */
  Figure left();

  /** How it is to compare with what stands on the right. */
  Relation relation();

  /**
   * A figure of a cell against a literal: {@code latency.p99 < 20ms}.
   *
   * @param value nanoseconds when the figure is a time
   */
  record Bound(Figure left, Relation relation, BigDecimal value) implements Claim {

    /** Whether the cell's figure satisfies it. */
    public boolean holds(BigDecimal figure) {
      return relation.holds(figure, value);
    }
  }

  /** Two figures of one cell: {@code latency.p99 < 10 * latency.p50}. */
  record Within(Figure left, Relation relation, BigDecimal factor, Figure right) implements Claim {}

  /** A figure of two engines: {@code throughput of actors > 0.5 * throughput of threads}. */
  record Between(
      Figure left, String leftEngine, Relation relation, BigDecimal factor, Figure right, String rightEngine)
      implements Claim {}

  /** Reads a claim; the grammar stands in {@link ClaimParser}. */
  static Claim parse(String text) throws ClaimException {
    return new ClaimParser(text).claim();
  }
}
