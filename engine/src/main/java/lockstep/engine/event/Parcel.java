package lockstep.engine.event;

import java.util.Arrays;

/**
 * Events that partitions of one node sent to partitions of another one in one round: all of them, or a part. They are ordered by the
 * partition that they are for. Immutable by convention: whoever makes one, or is given its arrays, does not write them any more.
 */
public final class Parcel {

  private static final Parcel EMPTY = new Parcel(new int[0], new int[0], new long[0]);

  private final int[] partitions;
  private final int[] ends;
  private final long[] words;

  /**
   * From its arrays, as they came over the wire; {@link EventShare#check} tells whether they mean anything.
   *
   * @param partitions whose events they are, {@code [n]}, ascending
   * @param ends where the events of each end, {@code [n]}, as an index of words
   * @param words the events, one after the other
   */
  public Parcel(int[] partitions, int[] ends, long[] words) {
    this.partitions = partitions;
    this.ends = ends;
    this.words = words;
  }

  /** One without events. */
  public static Parcel empty() {
    return EMPTY;
  }

  /** Whose events they are, {@code [n]}. */
  public int[] partitions() {
    return partitions;
  }

  /** Where the events of each partition end, {@code [n]}. */
  public int[] ends() {
    return ends;
  }

  /** The events. */
  public long[] words() {
    return words;
  }

  /** How many partitions it has events for. */
  int size() {
    return partitions.length;
  }

  /** Where the events of the {@code n}th partition begin. */
  int begin(int n) {
    return n == 0 ? 0 : ends[n - 1];
  }

  /** At which {@code n} a partition is; negative if it has no events for it. */
  int find(int partition) {
    return Arrays.binarySearch(partitions, partition);
  }
}
