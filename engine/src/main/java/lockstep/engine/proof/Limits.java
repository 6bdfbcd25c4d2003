package lockstep.engine.proof;

/**
 * How far a proof may go before it gives up and walks at random instead.
 *
 * @param states how many are explored at most
 * @param statesForMean the same for a mean, which may need other steps than a proof does
 * @param bytes how much memory the exploration has at most
 * @param walks how many random walks are made when it does not fit
 * @param steps how long each of them is
 * @param seed of the random walks
 */
public record Limits(int states, int statesForMean, long bytes, int walks, int steps, long seed) {

  /** Four million states in a third of the memory that the JVM may have; 300 000 for a mean, which takes a second or two. */
  public static final Limits USUAL = new Limits(4_000_000, 300_000, Runtime.getRuntime().maxMemory() / 3, 200, 10_000, 42);

  public Limits {
    if (states < 1 || statesForMean < 0 || bytes < 1 || walks < 0 || steps < 0) {
      throw new IllegalArgumentException("limits must not be negative, got " + states + " states, " + bytes + " bytes, " + walks + " walks of " + steps);
    }
  }

  /** The same with another number of states. */
  public Limits withStates(int other) {
    return new Limits(other, statesForMean, bytes, walks, steps, seed);
  }
}
