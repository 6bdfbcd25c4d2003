package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.engine.Cancellation;
import lockstep.engine.ModelFailure;
import lockstep.engine.event.Batch;
import lockstep.engine.event.EventShare;
import lockstep.engine.event.Parcel;
import lockstep.engine.event.Partition;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Owns some partitions of a share, and has each take its turn when the share says so. */
final class PartitionWorker {

  /** What it is told by its share; each is answered once. */
  sealed interface Command permits Start, Resume, TakeTurns, Finish {}

  /** Start all partitions. */
  enum Start implements Command {
    INSTANCE
  }

  /**
   * Have all partitions go on from what they had come to.
   *
   * @param first the number of the partition that the first snapshot is of
   */
  record Resume(int first, List<long[]> snapshots) implements Command {}

  /**
   * Handle a window.
   *
   * @param local what partitions of this node sent each other
   * @param parcels what came from other nodes
   * @param keeping where to keep what partitions have come to before that; empty: nowhere
   */
  record TakeTurns(long window, List<Delivery> local, List<Parcel> parcels, Optional<Keeping> keeping) implements Command {}

  /**
   * Where to keep what partitions have come to.
   *
   * @param elapsedNanos how long the assignment has taken until then
   * @param buddy is to hold it as well, if anybody is
   */
  record Keeping(
      long epoch, Snapshots.After after, long elapsedNanos, ActorRef<Vault.Command> vault, Optional<ActorRef<Vault.Command>> buddy) {

    void keep(Partition partition) {
      Snapshot snapshot = Snapshot.of(after.round(), after.before(), partition.number(), partition.snapshot());
      vault.tell(new Vault.Keep(epoch, snapshot, elapsedNanos, buddy));
    }
  }

  /** Tell the entities that the run is over. */
  record Finish(long end) implements Command {}

  /** A batch for a partition of the same node. */
  record Delivery(int partition, Batch batch) {}

  private final List<Partition> partitions;
  private final Cancellation cancellation;
  private final ActorRef<ShareActor.Command> share;

  private PartitionWorker(
      List<Partition> partitions, Cancellation cancellation, ActorRef<ShareActor.Command> share) {
    this.partitions = List.copyOf(partitions);
    this.cancellation = cancellation;
    this.share = share;
  }

  /**
   * @param partitions neighbours
   * @param share is told when they have taken their turns
   */
  static Behavior<Command> create(
      List<Partition> partitions, Cancellation cancellation, ActorRef<ShareActor.Command> share) {
    PartitionWorker worker = new PartitionWorker(partitions, cancellation, share);
    return Behaviors.receive(Command.class).onMessage(Command.class, worker::onCommand).build();
  }

  private Behavior<Command> onCommand(Command command) {
    try {
      switch (command) {
        case Start _ -> partitions.forEach(Partition::start);
        case Resume resume -> partitions.forEach(partition -> partition.resume(resume.snapshots().get(partition.number() - resume.first())));
        case TakeTurns turns -> takeTurns(turns);
        case Finish finish -> partitions.forEach(partition -> partition.finish(finish.end()));
      }
      share.tell(cancellation.requested() ? ShareActor.Done.CANCELLED : ShareActor.Done.WELL);
    } catch (RuntimeException e) {
      share.tell(new ShareActor.Broken(e instanceof ModelFailure, String.valueOf(e.getMessage())));
    }
    return Behaviors.same();
  }

  /** What the partitions of a share sent each other in their last round. */
  static List<Delivery> deliveries(EventShare share) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Partition sender : share.partitions()) {
      for (Partition receiver : share.partitions()) {
        Batch batch = sender.batch(receiver.number());
        if (!batch.isEmpty()) {
          deliveries.add(new Delivery(receiver.number(), batch));
        }
      }
    }
    return deliveries;
  }

  private void takeTurns(TakeTurns turns) {
    for (Delivery delivery : turns.local()) {
      int at = delivery.partition() - partitions.getFirst().number();
      if (at >= 0 && at < partitions.size()) {
        partitions.get(at).accept(delivery.batch());
      }
    }
    for (Partition partition : partitions) {
      turns.parcels().forEach(partition::accept);
      turns.keeping().ifPresent(keeping -> keeping.keep(partition));
      partition.handle(turns.window());
    }
  }
}
