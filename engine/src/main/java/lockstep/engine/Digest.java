package lockstep.engine;

import lockstep.simulation.Draw;

/**
 * How fingerprints are made. A sequence of numbers is chained by {@link #with}, in which order and value of each matter; things
 * whose order must not matter (tasks, resources) are chained apart and added.
 */
public final class Digest {

  private Digest() {}

  /** The fingerprint of a sequence of one number. */
  public static long of(long value) {
    return Draw.mix(value + 0x9E3779B97F4A7C15L);
  }

  /** The fingerprint of a sequence that goes on with {@code value}. */
  public static long with(long hash, long value) {
    return Draw.mix(hash * 31 + value);
  }

  /** How digests are written: 16 hexadecimal digits. */
  public static String text(long digest) {
    return "%016x".formatted(digest);
  }
}
