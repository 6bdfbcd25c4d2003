package lockstep.contrast.event;

/**
 * What each partition says at the end of a round: its bound, and how many events it has handled. Written before the barrier at the end
 * of the round and read after it; the next round writes to another place, so that nobody overwrites what another worker still reads.
 */
final class Bounds {

  private static final int ROUNDS_KEPT = 2;

  /** Partitions are 128 bytes apart, so that workers do not slow each other down. */
  private static final int APART = 16;

  private final int partitions;

  /** {@code [round modulo 2][(partition + 1) * 16]}: bound, events. */
  private final long[][] words;

  Bounds(int partitions) {
    this.partitions = partitions;
    this.words = new long[ROUNDS_KEPT][(partitions + 1) * APART];
  }

  void publish(long round, int partition, long bound, long events) {
    long[] ofRound = ofRound(round);
    ofRound[(partition + 1) * APART] = bound;
    ofRound[(partition + 1) * APART + 1] = events;
  }

  /** The least bound of all partitions. */
  long least(long round) {
    long[] ofRound = ofRound(round);
    long least = Long.MAX_VALUE;
    for (int partition = 1; partition <= partitions; partition++) {
      least = Math.min(least, ofRound[partition * APART]);
    }
    return least;
  }

  /** How many events all partitions have handled. */
  long events(long round) {
    long[] ofRound = ofRound(round);
    long events = 0;
    for (int partition = 1; partition <= partitions; partition++) {
      events += ofRound[partition * APART + 1];
    }
    return events;
  }

  private long[] ofRound(long round) {
    return words[(int) (round % ROUNDS_KEPT)];
  }
}
