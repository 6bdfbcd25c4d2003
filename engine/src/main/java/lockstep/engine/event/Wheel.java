package lockstep.engine.event;

import java.util.Arrays;

/**
 * One wheel of {@link PendingEvents}: a bucket for each of the next units of time, where a unit is 512 units of the wheel before,
 * and the first wheel's units are windows. The slot of the current unit is empty but in the first wheel, where it has what is being
 * handled.
 */
final class Wheel {

  private static final int SLOT_BITS = 9;
  private static final int SLOTS = 1 << SLOT_BITS;

  private final int shift;
  private final Bucket[] buckets = new Bucket[SLOTS];

  /** The least window in each bucket, {@code [slot]}; of no meaning where a bucket is empty. */
  private final long[] least = new long[SLOTS];

  /** Which buckets are not empty, a bit each. */
  private final long[] occupied = new long[SLOTS / Long.SIZE];

  /**
   * @param level 0 for the first wheel
   */
  Wheel(WordPool pool, int stride, int level) {
    this.shift = level * SLOT_BITS;
    Arrays.setAll(buckets, _ -> new Bucket(pool, stride));
  }

  /** Whether it has a slot for a window, seen from the current one. */
  boolean reaches(long window, long current) {
    return (window >> shift) - (current >> shift) < SLOTS;
  }

  /** The bucket of a window that it reaches, to which an event is about to be added. */
  Bucket toAdd(long window) {
    int slot = slot(window);
    Bucket bucket = buckets[slot];
    if (bucket.isEmpty()) {
      occupied[slot >> 6] |= 1L << slot;
      least[slot] = window;
    } else if (window < least[slot]) {
      least[slot] = window;
    }
    return bucket;
  }

  /** The bucket of a window that it reaches. */
  Bucket at(long window) {
    return buckets[slot(window)];
  }

  /** Empties the bucket of a window. */
  void clear(long window) {
    int slot = slot(window);
    buckets[slot].clear();
    occupied[slot >> 6] &= ~(1L << slot);
  }

  /** The least window after the current one that it has an event of; {@link Windows#NONE} if there is none. */
  long next(long current) {
    int begin = slot(current) + 1;
    int slot = occupiedFrom(begin);
    if (slot < 0) {
      slot = occupiedFrom(0);
    }
    return slot < 0 ? Windows.NONE : least[slot];
  }

  /** How many words its events take. */
  long used() {
    long used = 0;
    for (Bucket bucket : buckets) {
      used += bucket.used();
    }
    return used;
  }

  /** Appends all its events, without their length. */
  void write(Words words) {
    for (Bucket bucket : buckets) {
      words.addFirst(bucket.words(), bucket.used());
    }
  }

  private int slot(long window) {
    return (int) (window >> shift) & (SLOTS - 1);
  }

  /** The first slot that is not empty, from one on; negative if all are empty. */
  private int occupiedFrom(int begin) {
    int word = begin >> 6;
    if (word == occupied.length) {
      return -1;
    }
    long bits = occupied[word] & (-1L << begin);
    while (bits == 0) {
      if (++word == occupied.length) {
        return -1;
      }
      bits = occupied[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }
}
