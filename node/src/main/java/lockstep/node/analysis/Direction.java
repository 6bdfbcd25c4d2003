package lockstep.node.analysis;

/** Which values of a figure are good. */
public enum Direction {
  /** High ones, as of throughput. */
  HIGHER_IS_BETTER,
  /** Low ones, as of latency. */
  LOWER_IS_BETTER;

  /** Whether a ratio above one, rather than below, is for the better. */
  boolean isBetter(double ratio) {
    return this == HIGHER_IS_BETTER ? ratio > 1 : ratio < 1;
  }
}
