package lockstep.engine.event;

import lockstep.engine.Digest;
import lockstep.simulation.Draw;

/**
 * What the engine keeps of the entities of one partition, in one array {@code [entity][4 + words]}: where its random numbers are, the
 * running hash of what it handled, how many events it has sent, its chain in the current window, and the words of the model. An
 * entity's part is 32 bytes and 8 for each word, and handling an event touches one such part.
 */
final class EntityStore {

  static final int DRAW = 0;
  static final int HASH = 1;
  static final int SENT = 2;
  static final int CHAIN = 3;
  static final int WORDS = 4;

  /**
   * A partition goes through a window block by block, so that what entities and events of a block need stays in the cache meanwhile:
   * about as much as a core's own cache has.
   */
  private static final int BLOCK_BYTES = 1 << 20;

  private final Placement placement;
  private final int first;
  private final int size;
  private final int stride;
  private final int words;
  private final long[] array;

  EntityStore(Placement placement, int partition, int words, long seed) {
    this.placement = placement;
    this.first = placement.first(partition);
    this.size = placement.first(partition + 1) - first;
    this.words = words;
    this.stride = WORDS + words;
    this.array = new long[Math.multiplyExact(size, stride)];
    Draw draw = new Draw();
    for (int local = 0; local < size; local++) {
      draw.restart(seed, id(local));
      array[local * stride + DRAW] = draw.state();
    }
  }

  /** The array itself. */
  long[] array() {
    return array;
  }

  /** How many words of the array each entity has. */
  int stride() {
    return stride;
  }

  /** The most entities, as a power of two, whose state is within {@link #BLOCK_BYTES}. */
  int blockBits() {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(BLOCK_BYTES / Long.BYTES / stride);
  }

  /** How many words of state the model has for each entity. */
  int words() {
    return words;
  }

  /** How many entities there are in the partition. */
  int size() {
    return size;
  }

  /** The id of an entity of the partition. */
  int id(int local) {
    return placement.id(first + local);
  }

  /** A word of the state of an entity that is at a position. */
  long word(int position, int word) {
    return array[(position - first) * stride + WORDS + word];
  }

  /** The fingerprint of one entity: all that it handled, sent and drew, and its state. */
  long digest(int local) {
    long hash = Digest.of(id(local));
    for (int at = local * stride; at < (local + 1) * stride; at++) {
      hash = Digest.with(hash, array[at]);
    }
    return hash;
  }

  /** The sum of the fingerprints of all entities, which does not depend on how they are dealt to partitions. */
  long digest() {
    long digest = 0;
    for (int local = 0; local < size; local++) {
      digest += digest(local);
    }
    return digest;
  }

  /** How many events the entities have sent. */
  long sent() {
    long sent = 0;
    for (int local = 0; local < size; local++) {
      sent += array[local * stride + SENT];
    }
    return sent;
  }
}
