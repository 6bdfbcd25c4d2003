package lockstep.cluster.node;

/**
 * When one share keeps what its partitions have come to. All shares do so after the same round: each says with its batch of a round
 * whether it is ready, and when all are, that is the round. A share is ready when what it kept before is also where it was to be copied
 * to: held by another node, on disk, or both; so when something is kept, what was kept before is there, whole, and anything older can be
 * forgotten. The first share is ready only when it is time. Nobody ever waits for a snapshot. Used by one thread at a time.
 */
final class Snapshots {

  private final Stage stage;
  private final int copies;
  private final int partitions;
  private final boolean first;
  private long last;
  private long held;
  private long ticks;
  private int lacking;

  /**
   * A round after which something is kept.
   *
   * @param before the one after which that was done before; negative if there was none
   */
  record After(long round, long before) {}

  /**
   * @param node the number of the share
   * @param nodes how many there are; one alone has nobody to hold anything for it
   * @param partitions how many the share has
   */
  Snapshots(Stage stage, int node, int nodes, int partitions) {
    this.stage = stage;
    this.copies = stage.custody().copies(nodes);
    this.partitions = partitions;
    this.first = node == 0;
    this.last = stage.firstRound();
    this.held = stage.round();
    // What nodes have held for each other need not have been on disk.
    this.lacking = stage.resumes() && stage.custody().disk().isPresent() ? partitions : 0;
  }

  /** A tenth of a second has passed. */
  void tick() {
    ticks++;
  }

  /** Whether this share wants all to keep what they have come to after a round. */
  boolean ready(long round) {
    return copies > 0 && lacking == 0 && round > last && (!first || stage.custody().plan().due(round - last, ticks));
  }

  /** All are ready: what is to be done after this round. */
  After after(long round) {
    After after = new After(round, held);
    last = round;
    held = round;
    ticks = 0;
    lacking = partitions * copies;
    return after;
  }

  /** What a partition had come to after a round is held once more. */
  void held(long round) {
    if (round == last && lacking > 0) {
      lacking--;
    }
  }
}
