package lockstep.cluster.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Writes and reads the snapshots of one node's partitions on disk, for the shares of one assignment. Blocks its thread. */
final class Archive {

  /** What it is told by its vault. */
  sealed interface Command permits Write, Give {}

  /** Write a snapshot. Answered to the share by {@link ShareActor.Replicated} or {@link ShareActor.Unkept}. */
  record Write(SnapshotFile kept, ActorRef<ShareActor.Command> share) implements Command {}

  /**
   * Give a share what is here of its partitions. Answered by {@link ShareActor.Given}, and {@link ShareActor.Replicated} for each of
   * them, or {@link ShareActor.Unkept}.
   */
  record Give(long round, Vault.Range partitions, Origin origin, ActorRef<ShareActor.Command> share) implements Command {}

  private final SnapshotFiles files;

  private Archive(SnapshotFiles files) {
    this.files = files;
  }

  static Behavior<Command> create(SnapshotFiles files) {
    Archive archive = new Archive(files);
    return Behaviors.receive(Command.class).onMessage(Command.class, archive::onCommand).build();
  }

  private Behavior<Command> onCommand(Command command) {
    switch (command) {
      case Write write -> write(write);
      case Give give -> give(give);
    }
    return Behaviors.same();
  }

  private void write(Write write) {
    Snapshot snapshot = write.kept().snapshot();
    try {
      files.write(write.kept());
      write.share().tell(new ShareActor.Replicated(snapshot.round()));
    } catch (IOException e) {
      write.share().tell(new ShareActor.Unkept("partition " + snapshot.partition() + " cannot be kept in " + files.folder() + ": " + e));
    }
  }

  private void give(Give give) {
    List<long[]> words = new ArrayList<>();
    for (int partition = give.partitions().first(); partition < give.partitions().end(); partition++) {
      try {
        words.add(files.read(give.round(), partition, give.origin()).snapshot().words());
      } catch (IOException e) {
        give.share().tell(new ShareActor.Unkept(files.file(give.round(), partition) + " cannot be gone on from: " + e.getMessage()));
        return;
      }
    }
    give.share().tell(new ShareActor.Given(words));
    words.forEach(_ -> give.share().tell(new ShareActor.Replicated(give.round())));
  }
}
