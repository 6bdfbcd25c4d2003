package lockstep.cluster.node;

import java.util.Optional;

/**
 * How often, and where, what partitions have come to is kept.
 *
 * @param twice whether by their node and by the next one, for the case that one of them is lost
 * @param disk what snapshots on disk are of; empty: none are on disk
 */
record Custody(SnapshotPlan plan, boolean twice, Optional<Origin> disk) {

  /** With fewer, nobody can tell the loss of one node from being cut off oneself. */
  private static final int LEAST_NODES = 3;

  /** Nothing is kept. */
  static final Custody NONE = new Custody(SnapshotPlan.NEVER, false, Optional.empty());

  /**
   * What a plan comes to.
   *
   * @param nodes how many there are when it begins
   */
  static Custody of(SnapshotPlan plan, int nodes, Optional<Origin> disk) {
    boolean twice = nodes >= LEAST_NODES;
    return plan.keeps() && (twice || disk.isPresent()) ? new Custody(plan, twice, disk) : NONE;
  }

  /** How many others than its node hold what a partition has come to, when there are so many nodes. */
  int copies(int nodes) {
    return (twice && nodes > 1 ? 1 : 0) + (disk.isPresent() ? 1 : 0);
  }
}
