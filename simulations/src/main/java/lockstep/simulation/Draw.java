package lockstep.simulation;

/**
 * A stream of random numbers that depends on two keys and on how many were drawn before, and on nothing else: not on the
 * thread, the engine or the order of the tasks. The stream is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014, section 4), started at a mix of the keys.
 *
 * <p>Used by one thread at a time.
 */
public final class Draw {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** A stream keyed by 0 and 0; {@link #restart} gives it its keys. */
  public Draw() {
    restart(0, 0);
  }

  /** Begins the stream of the given keys. Called by engines: the seed of the run, and the index of the task. */
  public void restart(long seed, long key) {
    state = mix(mix(seed + GOLDEN) ^ key * GOLDEN);
  }

  /** Where the stream is: what {@link #resume} goes on from. */
  public long state() {
    return state;
  }

  /** Goes on with a stream from where it was. Called by engines, which keep a stream for each entity. */
  public void resume(long state) {
    this.state = state;
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection on 64 bits in which every input bit affects every output bit. */
  public static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }

  /** 64 random bits. */
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * A whole number, uniform in {@code [0, bound)}. The bias of its multiplication is below {@code bound / 2^64}.
   *
   * @param bound 1 or more
   */
  public int below(int bound) {
    return (int) below((long) bound);
  }

  /** A whole number, uniform in {@code [0, bound)}; see {@link #below(int)}. */
  public long below(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    return Math.unsignedMultiplyHigh(bits(), bound);
  }

  /**
   * A whole number in {@code [0, bound)} that is not {@code other}, uniform among those.
   *
   * @param other in {@code [0, bound)}
   * @param bound 2 or more
   */
  public int otherThan(int other, int bound) {
    int drawn = below(bound - 1);
    return drawn < other ? drawn : drawn + 1;
  }

  /** A number uniform in {@code [0, 1)}, a multiple of 2^-53. */
  public double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /**
   * A number of the exponential distribution, by a ziggurat of 256 layers (Marsaglia and Tsang, "The ziggurat method for generating
   * random variables", Journal of Statistical Software 5(8), 2000).
   */
  public double exponential(double mean) {
    return mean * Ziggurat.exponential(this);
  }

  /**
   * A number of the normal distribution, by the polar method (Marsaglia and Bray, "A convenient method for generating normal
   * variables", SIAM Review 6(3), 1964), of whose two numbers it keeps one.
   */
  public double normal(double mean, double deviation) {
    double x;
    double square;
    do {
      x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return mean + deviation * x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
  }
}
