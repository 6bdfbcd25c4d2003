package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.engine.event.Parcel;
import org.jspecify.annotations.Nullable;

/**
 * The batches that one share exchanges with those of all other nodes: what has arrived for this round and, held apart, for the next one;
 * and what was sent in this round and in the one before. Another node can be one round ahead, for it may have all batches before this one
 * does, but not two, for it lacks this one's; and when its batch of a round has come, it has all of the round before. So nothing older is
 * ever asked for. Used by one thread at a time.
 */
final class Rounds {

  /** What becomes of a chunk that arrives. */
  enum Arrival {
    /** It is kept. */
    TAKEN,
    /** It had come before. */
    REPEATED,
    /** No node of this run can have sent it. */
    REFUSED
  }

  /** Chunks of one batch, at the most: 2.5 GB. */
  static final int MOST_CHUNKS = 1 << 14;

  private static final int ROUNDS_KEPT = 2;

  private final long epoch;
  private final int self;
  private final int nodes;
  private long round;

  /** {@code [round modulo 2][node]}; this node's own place stays empty. */
  private final Arrived[][] arrived;

  /** What was sent, {@code [round modulo 2][node]}. */
  private final List<List<List<ShareActor.Exchange>>> sent = new ArrayList<>();

  /** The chunks of one batch. */
  private static final class Arrived {

    private ShareActor.@Nullable Exchange[] chunks = {};
    private int count;
    private ShareActor.@Nullable Exchange any;

    boolean complete() {
      return any != null && count == chunks.length;
    }

    Arrival add(ShareActor.Exchange chunk) {
      ShareActor.Exchange known = any;
      if (known == null) {
        any = chunk;
        chunks = new ShareActor.Exchange[chunk.chunks()];
      } else if (known.chunks() != chunk.chunks()
          || known.window() != chunk.window()
          || known.bound() != chunk.bound()
          || known.handled() != chunk.handled()
          || known.ready() != chunk.ready()) {
        return Arrival.REFUSED;
      }
      if (chunks[chunk.chunk()] != null) {
        return Arrival.REPEATED;
      }
      chunks[chunk.chunk()] = chunk;
      count++;
      return Arrival.TAKEN;
    }

    /** The numbers of the chunks that have not come, if some have; empty as well when none has, for then all are missing. */
    int[] missing() {
      int[] missing = new int[chunks.length - count];
      int size = 0;
      for (int chunk = 0; chunk < chunks.length; chunk++) {
        if (chunks[chunk] == null) {
          missing[size++] = chunk;
        }
      }
      return missing;
    }

    void clear() {
      chunks = new ShareActor.Exchange[0];
      count = 0;
      any = null;
    }
  }

  /**
   * @param stage in which the rounds are; what has another epoch is refused
   * @param self the number of this node
   * @param nodes how many there are
   */
  Rounds(Stage stage, int self, int nodes) {
    this.epoch = stage.epoch();
    this.round = stage.firstRound();
    this.self = self;
    this.nodes = nodes;
    this.arrived = new Arrived[ROUNDS_KEPT][nodes];
    for (Arrived[] ofRound : arrived) {
      Arrays.setAll(ofRound, _ -> new Arrived());
    }
    for (int kept = 0; kept < ROUNDS_KEPT; kept++) {
      List<List<ShareActor.Exchange>> ofRound = new ArrayList<>();
      for (int node = 0; node < nodes; node++) {
        ofRound.add(List.of());
      }
      sent.add(ofRound);
    }
  }

  /** The round that is going on. */
  long round() {
    return round;
  }

  /** Takes a chunk of another node's batch. Whether its events mean anything is for others to check. */
  Arrival arrive(ShareActor.Exchange chunk) {
    if (chunk.epoch() != epoch
        || chunk.sender() < 0
        || chunk.sender() >= nodes
        || chunk.sender() == self
        || chunk.chunks() < 1
        || chunk.chunks() > MOST_CHUNKS
        || chunk.chunk() < 0
        || chunk.chunk() >= chunk.chunks()
        || chunk.round() < 0
        || chunk.round() > round + 1) {
      return Arrival.REFUSED;
    }
    return chunk.round() < round ? Arrival.REPEATED : of(chunk.round())[chunk.sender()].add(chunk);
  }

  /** Whether the batches of all other nodes have come, whole. */
  boolean complete() {
    Arrived[] now = of(round);
    for (int node = 0; node < nodes; node++) {
      if (node != self && !now[node].complete()) {
        return false;
      }
    }
    return true;
  }

  /** The nodes whose batch has not come, or not whole. */
  List<Integer> awaited() {
    Arrived[] now = of(round);
    List<Integer> awaited = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      if (node != self && !now[node].complete()) {
        awaited.add(node);
      }
    }
    return awaited;
  }

  /** The chunks of an awaited node that are missing; none when all are. */
  int[] missing(int node) {
    return of(round)[node].missing();
  }

  /** One chunk of each other node's batch; they are complete. */
  List<ShareActor.Exchange> heads() {
    List<ShareActor.Exchange> heads = new ArrayList<>();
    for (Arrived batch : of(round)) {
      if (batch.any != null) {
        heads.add(batch.any);
      }
    }
    return heads;
  }

  /** What all other nodes sent; their batches are complete. */
  List<Parcel> parcels() {
    List<Parcel> parcels = new ArrayList<>();
    for (Arrived batch : of(round)) {
      for (ShareActor.@Nullable Exchange chunk : batch.chunks) {
        if (chunk != null && chunk.parcel().words().length > 0) {
          parcels.add(chunk.parcel());
        }
      }
    }
    return parcels;
  }

  /** Goes on to the next round: what came for this one is forgotten. */
  void next() {
    for (Arrived batch : of(round)) {
      batch.clear();
    }
    round++;
  }

  /** Keeps what is sent to a node in this round, until the round after the next one. */
  void sends(int node, List<ShareActor.Exchange> batch) {
    sent.get((int) (round % ROUNDS_KEPT)).set(node, List.copyOf(batch));
  }

  /**
   * What was sent to a node, to be sent again.
   *
   * @param chunks those that it lacks; none if it lacks all
   * @return nothing when nothing was sent to it in that round yet, or its turn is long over
   */
  List<ShareActor.Exchange> sent(long ofRound, int node, int[] chunks) {
    if (node < 0 || node >= nodes || ofRound < 0) {
      return List.of();
    }
    return sent.get((int) (ofRound % ROUNDS_KEPT)).get(node).stream()
        .filter(chunk -> chunk.round() == ofRound)
        .filter(chunk -> chunks.length == 0 || Arrays.stream(chunks).anyMatch(lacking -> lacking == chunk.chunk()))
        .toList();
  }

  private Arrived[] of(long ofRound) {
    return arrived[(int) (ofRound % ROUNDS_KEPT)];
  }
}
