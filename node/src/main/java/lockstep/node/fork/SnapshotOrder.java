package lockstep.node.fork;

import java.time.Duration;
import java.util.Optional;
import lockstep.cluster.node.SnapshotPlan;

/**
 * How often nodes keep what their partitions have come to. Without either, they do not.
 *
 * @param rounds after how many
 * @param nanos after how long
 * @param onDisk whether that is written to the disk as well
 */
public record SnapshotOrder(Optional<Long> rounds, Optional<Long> nanos, boolean onDisk) {

  /** Each second: what is redone after a loss is little, and so is what it costs. */
  public static final SnapshotOrder EACH_SECOND = new SnapshotOrder(Optional.empty(), Optional.of(1_000_000_000L), false);

  /** No node keeps anything. */
  public static final SnapshotOrder NEVER = new SnapshotOrder(Optional.empty(), Optional.empty(), false);

  /** With nothing on disk. */
  public SnapshotOrder(Optional<Long> rounds, Optional<Long> nanos) {
    this(rounds, nanos, false);
  }

  /** The same on disk. */
  public SnapshotOrder alsoOnDisk() {
    return new SnapshotOrder(rounds, nanos, true);
  }

  /** Whether anything is ever kept. */
  public boolean keeps() {
    return rounds.isPresent() || nanos.isPresent();
  }

  SnapshotPlan plan() {
    return rounds
        .map(SnapshotPlan::everyRounds)
        .or(() -> nanos.map(time -> SnapshotPlan.every(Duration.ofNanos(time))))
        .orElse(SnapshotPlan.NEVER);
  }
}
