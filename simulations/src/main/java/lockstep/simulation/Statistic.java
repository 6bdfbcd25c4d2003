package lockstep.simulation;

/**
 * Something of which an event model records values: their number, sum, least and greatest, and, when it has bins, how many fell
 * into each. All are whole numbers, so that they do not depend on the order in which entities had their turns.
 *
 * @param name a few words, unique in the model
 * @param bins how many, 0 to {@value #MOST_BINS}; values beyond the last one are counted in it, negative ones in the first
 * @param binWidth of each bin, 1 or more: bin {@code i} has the values from {@code i * binWidth} on
 */
public record Statistic(String name, int bins, long binWidth) {

  /** Most bins. */
  public static final int MOST_BINS = 1 << 20;

  public Statistic {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a statistic needs a name");
    }
    if (bins < 0 || bins > MOST_BINS) {
      throw new IllegalArgumentException("bins of " + name + " must be in [0, " + MOST_BINS + "], got " + bins);
    }
    if (binWidth < 1) {
      throw new IllegalArgumentException("binWidth of " + name + " must be at least 1, got " + binWidth);
    }
  }

  /** A statistic without bins. */
  public static Statistic of(String name) {
    return new Statistic(name, 0, 1);
  }
}
