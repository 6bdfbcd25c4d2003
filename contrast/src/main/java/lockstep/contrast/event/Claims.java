package lockstep.contrast.event;

import java.util.concurrent.atomic.AtomicLongArray;

/** Which partitions have been taken in which round. */
final class Claims {

  /** Partitions are 128 bytes apart, so that workers do not slow each other down. */
  private static final int APART = 16;

  /** The round in which each partition was taken last. Taking it in the next one sees what its last taker did, by the barrier. */
  private final AtomicLongArray rounds;

  Claims(int partitions) {
    rounds = new AtomicLongArray((partitions + 1) * APART);
    for (int partition = 0; partition < partitions; partition++) {
      rounds.setPlain((partition + 1) * APART, -1);
    }
  }

  /** Takes a partition, unless somebody has taken it in that round. May be called by any worker that is in the round. */
  boolean take(int partition, long round) {
    int at = (partition + 1) * APART;
    return rounds.getPlain(at) < round && rounds.compareAndSet(at, round - 1, round);
  }
}
