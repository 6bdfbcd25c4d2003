package lockstep.simulation;

/** What an event model's run recorded. */
public interface Statistics {

  /** How many events were handled. */
  long events();

  /** The virtual time for which values were recorded, in ticks: from the end of the warm-up to the end of the run. */
  long elapsed();

  /** The virtual time at the end of the run, in ticks. */
  long end();

  /**
   * What was recorded.
   *
   * @param statistic its number in {@link EventModel#statistics}
   */
  Tally tally(int statistic);

  /**
   * How many slots of a series have begun by the end of the run.
   *
   * @param series its number in {@link EventModel#series}
   */
  int slots(int series);

  /**
   * The value of one slot of a series: a flow or a level, as the series says.
   *
   * @param slot {@code 0 .. slots(series) - 1}
   */
  long value(int series, int slot);
}
