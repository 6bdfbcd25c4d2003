package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.List;

/** Words that come in parts, one after the other. Used by one thread at a time. */
final class Parts {

  private final List<long[]> parts = new ArrayList<>();
  private int words;

  void add(long[] part) {
    parts.add(part);
    words = Math.addExact(words, part.length);
  }

  /** How many parts have come, and so the number of the one that is to come next. */
  int next() {
    return parts.size();
  }

  /** All words that have come. */
  long[] words() {
    long[] all = new long[words];
    int at = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  void clear() {
    parts.clear();
    words = 0;
  }
}
