package lockstep.cluster.node;

import java.util.Arrays;
import lockstep.engine.Digest;

/** What a partition had come to after a round. Immutable by convention: whoever has its words does not write them. */
final class Snapshot {

  /** A part takes so many words, 160 KB, at the most. */
  static final int MOST_WORDS = 20_000;

  private final long round;
  private final long before;
  private final int partition;
  private final long[] words;
  private final long checksum;

  private Snapshot(long round, long before, int partition, long[] words, long checksum) {
    this.round = round;
    this.before = before;
    this.partition = partition;
    this.words = words;
    this.checksum = checksum;
  }

  /**
   * @param before the round of the snapshot before, which two nodes hold of every partition; negative if there was none
   */
  static Snapshot of(long round, long before, int partition, long[] words) {
    return new Snapshot(round, before, partition, words, checksum(words));
  }

  private static long checksum(long[] words) {
    long sum = Digest.of(words.length);
    for (long word : words) {
      sum = Digest.with(sum, word);
    }
    return sum;
  }

  /** Whether words that came over the wire have the checksum that came with them. */
  boolean has(long told) {
    return checksum == told;
  }

  long round() {
    return round;
  }

  long before() {
    return before;
  }

  int partition() {
    return partition;
  }

  long[] words() {
    return words;
  }

  long checksum() {
    return checksum;
  }

  /** How many parts it is sent in. */
  int parts() {
    return Math.ceilDiv(words.length, MOST_WORDS);
  }

  /** The words of a part. */
  long[] part(int part) {
    return Arrays.copyOfRange(words, part * MOST_WORDS, Math.min(words.length, (part + 1) * MOST_WORDS));
  }
}
