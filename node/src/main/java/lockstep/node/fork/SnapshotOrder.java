package lockstep.node.fork;

import java.time.Duration;
import java.util.Optional;
import lockstep.cluster.node.SnapshotPlan;

/**
 * How often nodes keep what their partitions have come to. Without either, they do not.
 *
 * @param rounds after how many
 * @param nanos after how long
 */
public record SnapshotOrder(Optional<Long> rounds, Optional<Long> nanos) {

  /** Each second: what is redone after a loss is little, and so is what it costs. */
  public static final SnapshotOrder EACH_SECOND = new SnapshotOrder(Optional.empty(), Optional.of(1_000_000_000L));

  /** No node keeps anything. */
  public static final SnapshotOrder NEVER = new SnapshotOrder(Optional.empty(), Optional.empty());

  SnapshotPlan plan() {
    return rounds
        .map(SnapshotPlan::everyRounds)
        .or(() -> nanos.map(time -> SnapshotPlan.every(Duration.ofNanos(time))))
        .orElse(SnapshotPlan.NEVER);
  }
}
