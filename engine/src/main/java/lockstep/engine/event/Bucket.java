package lockstep.engine.event;

/**
 * Events in the order in which they came, in one array {@code [event][stride]}: time in ticks, {@linkplain #route route},
 * {@linkplain #stamp stamp}, and the words that it carries. Used by one thread at a time.
 */
final class Bucket {

  static final int TIME = 0;
  static final int ROUTE = 1;
  static final int STAMP = 2;
  static final int PAYLOAD = 3;

  private static final long[] NONE = {};
  private static final int KIND_SHIFT = 56;
  private static final long SEQUENCE = (1L << KIND_SHIFT) - 1;

  private final WordPool pool;
  private final int stride;
  private long[] words = NONE;
  private int used;
  private int size;

  /**
   * @param stride words of an event: three, and those that it carries
   */
  Bucket(WordPool pool, int stride) {
    this.pool = pool;
    this.stride = stride;
  }

  /** Who sent an event (its id), and the position of the entity that it is for. */
  static long route(int sender, int position) {
    return ((long) sender << Integer.SIZE) | position;
  }

  static int sender(long route) {
    return (int) (route >>> Integer.SIZE);
  }

  static int position(long route) {
    return (int) route;
  }

  /** What kind of event it is, and how many its sender had sent before. */
  static long stamp(int kind, long sequence) {
    return ((long) kind << KIND_SHIFT) | sequence;
  }

  static int kind(long stamp) {
    return (int) (stamp >>> KIND_SHIFT);
  }

  /** Whether one of two events for the same entity comes before the other: by time, sender and sequence. */
  static boolean before(long[] words, int one, int other) {
    long oneTime = words[one + TIME];
    long otherTime = words[other + TIME];
    if (oneTime != otherTime) {
      return oneTime < otherTime;
    }
    int oneSender = sender(words[one + ROUTE]);
    int otherSender = sender(words[other + ROUTE]);
    if (oneSender != otherSender) {
      return oneSender < otherSender;
    }
    return (words[one + STAMP] & SEQUENCE) < (words[other + STAMP] & SEQUENCE);
  }

  /** How many words are used, a multiple of the stride. */
  int used() {
    return used;
  }

  boolean isEmpty() {
    return used == 0;
  }

  /** The array itself; {@link #add} may replace it. */
  long[] words() {
    return words;
  }

  void add(long time, long route, long stamp, long a, long b) {
    int at = used;
    if (at + stride > words.length) {
      grow();
    }
    long[] array = words;
    array[at + TIME] = time;
    array[at + ROUTE] = route;
    array[at + STAMP] = stamp;
    if (stride > PAYLOAD) {
      array[at + PAYLOAD] = a;
      if (stride > PAYLOAD + 1) {
        array[at + PAYLOAD + 1] = b;
      }
    }
    used = at + stride;
  }

  /** Adds the event that begins at a place of another array. */
  void add(long[] source, int at) {
    if (used + stride > words.length) {
      grow();
    }
    System.arraycopy(source, at, words, used, stride);
    used += stride;
  }

  private void grow() {
    if (words.length == 0) {
      size = 2;
      words = pool.take(size);
    } else {
      long[] longer = pool.take(size + 1);
      System.arraycopy(words, 0, longer, 0, used);
      pool.give(words, size);
      words = longer;
      size++;
    }
  }

  /** Forgets all events, and gives the array back. */
  void clear() {
    if (words.length > 0) {
      pool.give(words, size);
      words = NONE;
    }
    used = 0;
  }

  /** Forgets all events, and keeps the array. */
  void rewind() {
    used = 0;
  }
}
