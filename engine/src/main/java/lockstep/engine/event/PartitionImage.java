package lockstep.engine.event;

import java.util.Arrays;

/** What a partition has come to, as words: how far it is, its entities, what they recorded, and its trace. Used by the thread that has the partition. */
final class PartitionImage {

  private final Turns turns;
  private final EntityStore store;
  private final Tallies tallies;
  private final WindowTrace trace;
  private final PendingEvents[] pending;
  private long restoredBytes;

  /** Of the last snapshot; the next one is about as long. */
  private int snapshotWords;

  PartitionImage(Turns turns, EntityStore store, Tallies tallies, WindowTrace trace, PendingEvents[] pending) {
    this.turns = turns;
    this.store = store;
    this.tallies = tallies;
    this.trace = trace;
    this.pending = pending;
  }

  /** Bytes of the arrays that pending events are kept in, here and where it was restored from. */
  long allocatedBytes() {
    return restoredBytes + Arrays.stream(pending).mapToLong(PendingEvents::allocatedWords).sum() * Long.BYTES;
  }

  /** Without what is pending. */
  long[] words() {
    Words words = new Words();
    write(words);
    return words.toArray();
  }

  /** With the window that was handled last, and all that is pending. */
  long[] snapshot(long window) {
    Words words = new Words(snapshotWords + snapshotWords / 16);
    write(words);
    words.add(window);
    PendingEvents.write(words, pending);
    long[] snapshot = words.toArray();
    snapshotWords = snapshot.length;
    return snapshot;
  }

  private void write(Words words) {
    words.add(turns.events());
    words.add(turns.lastTime());
    words.add(allocatedBytes());
    words.addAll(store.array());
    tallies.write(words);
    trace.write(words);
  }

  /** Takes over what was written elsewhere. */
  void read(Words words) {
    turns.resume(words.next(), words.next());
    restoredBytes = words.next();
    words.nextAll(store.array());
    tallies.read(words);
    trace.read(words);
  }
}
