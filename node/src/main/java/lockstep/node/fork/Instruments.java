package lockstep.node.fork;

/**
 * What the instruments of a fork cost, as shares of the time that the work takes.
 *
 * @param times of sampled tasks: how much longer the work takes when they are taken than when none is, as tried; may be negative by chance
 * @param clockNanos what reading the clock once costs, as tried
 * @param waits what the clocks of contended requests cost at most: see {@link #of}
 */
public record Instruments(double times, double clockNanos, double waits) {

  private static final int READINGS = 2;

  /**
   * A request that finds its resource taken reads the clock when it begins to wait and when it is granted; one that does not reads none. The
   * readings are reckoned as if all were done one after the other while no work is done: so they cost that much at most, and less where
   * they fall into the waiting itself, or where workers read on several cores at once.
   *
   * @param contended how many such requests there were
   * @param seconds in which they were made
   */
  public static Instruments of(double times, double clockNanos, long contended, double seconds) {
    return new Instruments(times, clockNanos, READINGS * clockNanos * contended / (seconds * 1e9));
  }

  /** All together, at most. */
  public double share() {
    return times + waits;
  }
}
