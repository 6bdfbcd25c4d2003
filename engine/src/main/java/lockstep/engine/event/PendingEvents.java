package lockstep.engine.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of one partition that are still to be handled, by window: a hierarchical timing wheel (Varghese and Lauck, "Hashed and
 * hierarchical timing wheels", SOSP 1987, scheme 7). The first wheel has a bucket for each of the next 512 windows, the second one
 * for each of the next 512 times 512 windows, and so on; when time comes to a bucket of a later wheel, its events are dealt to the
 * earlier ones. So an event is moved no more often than there are wheels, and most events never are.
 *
 * <p>Used by one thread at a time.
 */
final class PendingEvents {

  private final Windows windows;
  private final int stride;
  private final WordPool pool;
  private final Wheel first;
  private final List<Wheel> later = new ArrayList<>();
  private long current = -1;

  PendingEvents(Windows windows, int stride) {
    this.windows = windows;
    this.stride = stride;
    this.pool = new WordPool(stride);
    this.first = new Wheel(pool, stride, 0);
  }

  /** Adds an event of a later window than the current one. */
  void add(long window, long time, long route, long stamp, long a, long b) {
    wheel(window).toAdd(window).add(time, route, stamp, a, b);
  }

  /** Adds the event that begins at a place of an array, also one of the current window. */
  void add(long[] words, int at) {
    long window = windows.of(words[at + Bucket.TIME]);
    wheel(window).toAdd(window).add(words, at);
  }

  /** The finest wheel that reaches as far as a window. */
  private Wheel wheel(long window) {
    return first.reaches(window, current) ? first : later(window);
  }

  private Wheel later(long window) {
    int level = 0;
    while (level < later.size() && !later.get(level).reaches(window, current)) {
      level++;
    }
    while (level == later.size()) {
      later.add(new Wheel(pool, stride, level + 1));
      if (!later.get(level).reaches(window, current)) {
        level++;
      }
    }
    return later.get(level);
  }

  /** The least window in which events are pending; {@link Windows#NONE} if none are. */
  long next() {
    long next = first.next(current);
    for (Wheel wheel : later) {
      next = Math.min(next, wheel.next(current));
    }
    return next;
  }

  /**
   * Goes on to a window, before which nothing is pending.
   *
   * @return the events of the window; to be {@linkplain #done given back} when they have been handled
   */
  Bucket advance(long window) {
    current = window;
    for (Wheel wheel : later) {
      Bucket bucket = wheel.at(window);
      if (!bucket.isEmpty()) {
        deal(bucket);
        wheel.clear(window);
      }
    }
    return first.at(window);
  }

  /** All events of a bucket that the current window belongs to are within the reach of an earlier wheel. */
  private void deal(Bucket bucket) {
    for (int at = 0; at < bucket.used(); at += stride) {
      add(bucket.words(), at);
    }
  }

  /** Forgets the events of the current window. */
  void done() {
    first.clear(current);
  }

  /** Appends all events that are pending in some blocks, together with their length; between two windows. */
  static void write(Words words, PendingEvents[] blocks) {
    long used = 0;
    for (PendingEvents block : blocks) {
      used += block.first.used();
      for (Wheel wheel : block.later) {
        used += wheel.used();
      }
    }
    words.add(used);
    for (PendingEvents block : blocks) {
      block.first.write(words);
      block.later.forEach(wheel -> wheel.write(words));
    }
  }

  /** Goes on after a window, before anything was added. */
  void resume(long window) {
    current = window;
  }

  /** How many words its arrays have, all together. */
  long allocatedWords() {
    return pool.allocatedWords();
  }
}
