package lockstep.cluster.node;

import java.util.Arrays;
import lockstep.engine.event.EventShare;
import org.apache.pekko.actor.typed.ActorRef;

/** Sends the images of a share's partitions, part by part, as the conductor asks for them. Used by one thread at a time. */
final class Images {

  /** A part takes so many words, 160 KB, at the most. */
  static final int MOST_WORDS = 20_000;

  private final int node;
  private final EventShare share;
  private final ActorRef<Conductor.Command> conductor;
  private int partition = -1;
  private long[] image = {};

  Images(int node, EventShare share, ActorRef<Conductor.Command> conductor) {
    this.node = node;
    this.share = share;
    this.conductor = conductor;
  }

  /** Sends a part of the image of a partition; nothing when there is no such part here. */
  void send(int ofPartition, int part) {
    int local = share.partitions().isEmpty() ? -1 : ofPartition - share.partitions().getFirst().number();
    if (local < 0 || local >= share.partitions().size()) {
      return;
    }
    if (ofPartition != partition) {
      image = share.partitions().get(local).image();
      partition = ofPartition;
    }
    int parts = Math.ceilDiv(image.length, MOST_WORDS);
    if (part < 0 || part >= parts) {
      return;
    }
    long[] words = Arrays.copyOfRange(image, part * MOST_WORDS, Math.min(image.length, (part + 1) * MOST_WORDS));
    conductor.tell(new Conductor.ImagePart(node, partition, part, parts, new Conductor.Words(words)));
  }
}
