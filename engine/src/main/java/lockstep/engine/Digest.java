package lockstep.engine;

import lockstep.simulation.Draw;

/**
 * How fingerprints are made. A sequence of numbers is chained by {@link #with}, in which order and value of each matter; things
 * whose order must not matter (tasks, resources) are chained apart and added.
 */
public final class Digest {

  /** What {@link #chain} begins with: not 0, which a chained 0 would leave as it is. */
  static final long EMPTY = 0x9E3779B97F4A7C15L;

  /**
   * A multiplier with good spectra (Steele and Vigna, "Computationally easy, spectrally good multipliers for congruential
   * pseudorandom number generators", Software: Practice and Experience 52(2), 2022).
   */
  private static final long FACTOR = 0xF1357AEA2E62A9C5L;

  private Digest() {}

  /** The fingerprint of a sequence of one number. */
  public static long of(long value) {
    return Draw.mix(value + EMPTY);
  }

  /** The fingerprint of a sequence that goes on with {@code value}. */
  public static long with(long hash, long value) {
    return Draw.mix(hash * 31 + value);
  }

  /**
   * Goes on with {@code value} where a fingerprint is made for every task: one multiplication, whose halves are folded so that the
   * upper bits of {@code value} count as much as the lower ones. Not yet mixed enough to be added, which {@link #ended} is for.
   */
  static long chain(long hash, long value) {
    long both = hash ^ value;
    return Math.unsignedMultiplyHigh(both, FACTOR) ^ (both * FACTOR);
  }

  /** The fingerprint of what was chained. */
  static long ended(long hash) {
    return Draw.mix(hash);
  }

  /** How digests are written: 16 hexadecimal digits. */
  public static String text(long digest) {
    return "%016x".formatted(digest);
  }
}
