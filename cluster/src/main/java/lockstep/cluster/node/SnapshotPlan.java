package lockstep.cluster.node;

import java.time.Duration;

/**
 * How often all nodes keep what their partitions have come to, so that others can go on from it. With both given, whichever comes first.
 *
 * @param rounds after how many; 0: they do not matter
 * @param ticks after how many tenths of a second; 0: time does not matter
 */
public record SnapshotPlan(long rounds, long ticks) {

  /** Nothing is ever kept. */
  public static final SnapshotPlan NEVER = new SnapshotPlan(0, 0);

  private static final long TICK_MILLIS = 100;

  public SnapshotPlan {
    if (rounds < 0 || ticks < 0) {
      throw new IllegalArgumentException("rounds and ticks between snapshots must not be negative, got " + rounds + " and " + ticks);
    }
  }

  /** After so many rounds. */
  public static SnapshotPlan everyRounds(long rounds) {
    return new SnapshotPlan(rounds, 0);
  }

  /** After so long, in whole tenths of a second. */
  public static SnapshotPlan every(Duration time) {
    return new SnapshotPlan(0, Math.max(1, time.toMillis() / TICK_MILLIS));
  }

  /** Whether anything is kept at all. */
  public boolean keeps() {
    return rounds > 0 || ticks > 0;
  }

  /** Whether it is time, so many rounds and ticks after the last time. */
  boolean due(long roundsSince, long ticksSince) {
    return (rounds > 0 && roundsSince >= rounds) || (ticks > 0 && ticksSince >= ticks);
  }
}
