package lockstep.engine.event;

import java.util.Arrays;

/**
 * The events of one bucket, chained by entity. An event is named by its number in the bucket, counted from 1, so that 0 is the end of
 * a chain. Used by one thread at a time.
 */
final class Chains {

  /** How many events are sorted by insertion before such runs are merged. */
  private static final int RUN = 16;

  private static final int RUNS = 32;
  private static final int FIRST_CAPACITY = 1024;

  private final int stride;

  /** The event after each event in its chain, {@code [event]}. */
  private int[] next = new int[FIRST_CAPACITY];

  /** Sorted runs that wait for others of their length: {@code runs[n]} has {@code 2^n} times {@link #RUN} events, or is 0. */
  private final int[] runs = new int[RUNS];

  /** What is left of a chain that is being sorted. */
  private int rest;

  /**
   * @param stride words of an event
   */
  Chains(int stride) {
    this.stride = stride;
  }

  /** Makes room for a bucket of that many words, and one event more. Links stay. */
  void reserve(int words) {
    int events = words / stride + 2;
    if (events > next.length) {
      next = Arrays.copyOf(next, Math.max(events, 2 * next.length));
    }
  }

  /** The links themselves, {@code [event]}; {@link #reserve} may replace the array. */
  int[] links() {
    return next;
  }

  /** Whether one event of a bucket comes before another one for the same entity. */
  boolean before(long[] words, int one, int other) {
    return Bucket.before(words, (one - 1) * stride, (other - 1) * stride);
  }

  /**
   * Sorts a chain of two events or more.
   *
   * @return its first event
   */
  int sorted(long[] words, int chain) {
    rest = chain;
    int run = sortedRun(words);
    if (rest == 0) {
      return run;
    }
    keep(words, run);
    while (rest != 0) {
      keep(words, sortedRun(words));
    }
    int all = 0;
    for (int n = 0; n < RUNS; n++) {
      if (runs[n] != 0) {
        all = all == 0 ? runs[n] : merged(words, runs[n], all);
        runs[n] = 0;
      }
    }
    return all;
  }

  /** Takes the next few events off the rest, and sorts them. */
  private int sortedRun(long[] words) {
    int[] next = this.next;
    int first = rest;
    rest = next[first];
    next[first] = 0;
    for (int n = 1; n < RUN && rest != 0; n++) {
      int event = rest;
      rest = next[event];
      if (before(words, event, first)) {
        next[event] = first;
        first = event;
      } else {
        int at = first;
        while (next[at] != 0 && before(words, next[at], event)) {
          at = next[at];
        }
        next[event] = next[at];
        next[at] = event;
      }
    }
    return first;
  }

  /** Merges runs of one length, as a binary counter carries. */
  private void keep(long[] words, int run) {
    int all = run;
    int n = 0;
    for (; runs[n] != 0; n++) {
      all = merged(words, runs[n], all);
      runs[n] = 0;
    }
    runs[n] = all;
  }

  private int merged(long[] words, int one, int other) {
    // Event 0 does not exist; its link serves as the place before the first event.
    int last = 0;
    int a = one;
    int b = other;
    while (a != 0 && b != 0) {
      if (before(words, b, a)) {
        next[last] = b;
        last = b;
        b = next[b];
      } else {
        next[last] = a;
        last = a;
        a = next[a];
      }
    }
    next[last] = a == 0 ? b : a;
    int first = next[0];
    next[0] = 0;
    return first;
  }
}
