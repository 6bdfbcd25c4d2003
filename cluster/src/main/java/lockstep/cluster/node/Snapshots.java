package lockstep.cluster.node;

import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * When one share keeps what its partitions have come to. All shares do so after the same round: each says with its batch of a round
 * whether it is ready, and when all are, that is the round. A share is ready when another node holds what it kept before; so when
 * something is kept, what was kept before is held twice, and anything older can be forgotten. The first share is ready only when it is
 * time. Nobody ever waits for a snapshot. Used by one thread at a time.
 */
final class Snapshots {

  private final Stage stage;
  private final boolean keeps;
  private final boolean first;
  private long last;
  private long held;
  private long ticks;
  private int lacking;

  /**
   * @param node the number of the share
   * @param nodes how many there are; one alone has nobody to hold anything for it
   */
  Snapshots(Stage stage, int node, int nodes) {
    this.stage = stage;
    this.keeps = stage.plan().keeps() && nodes > 1;
    this.first = node == 0;
    this.last = stage.firstRound();
    this.held = stage.round();
  }

  /** A tenth of a second has passed. */
  void tick() {
    ticks++;
  }

  /** Whether this share wants all to keep what they have come to after a round. */
  boolean ready(long round) {
    return keeps && lacking == 0 && round > last && (!first || stage.plan().due(round - last, ticks));
  }

  /** All are ready: what is to be done after this round. */
  PartitionWorker.Keeping after(long round, int partitions, ActorRef<Vault.Command> vault, Optional<ActorRef<Vault.Command>> buddy) {
    PartitionWorker.Keeping keeping = new PartitionWorker.Keeping(stage.epoch(), round, held, vault, buddy.orElseThrow());
    last = round;
    held = round;
    ticks = 0;
    lacking = partitions;
    return keeping;
  }

  /** Another node holds what a partition had come to after a round. */
  void held(long round) {
    if (round == last && lacking > 0) {
      lacking--;
    }
  }
}
