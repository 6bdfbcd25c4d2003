package lockstep.engine.event;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * The fingerprint of what was handled in each window, whoever handled it. Two runs that should agree differ first in the first window
 * whose fingerprints differ. Used by one thread at a time.
 */
public final class WindowTrace {

  private long[] windows = new long[0];
  private long[] digests = new long[0];
  private int size;

  /** Adds a window, later than those before. */
  void add(long window, long digest) {
    if (size == windows.length) {
      windows = Arrays.copyOf(windows, Math.max(64, 2 * size));
      digests = Arrays.copyOf(digests, windows.length);
    }
    windows[size] = window;
    digests[size++] = digest;
  }

  /** Appends the trace. */
  void write(Words words) {
    words.addArray(Arrays.copyOf(windows, size));
    words.addArray(Arrays.copyOf(digests, size));
  }

  /** Takes what {@link #write} appended instead of this trace. */
  void read(Words words) {
    windows = words.nextArray();
    digests = words.nextArray();
    size = Math.min(windows.length, digests.length);
  }

  /** The traces of all partitions together. */
  static WindowTrace together(Iterable<WindowTrace> parts) {
    TreeMap<Long, Long> sums = new TreeMap<>();
    for (WindowTrace part : parts) {
      for (int at = 0; at < part.size; at++) {
        sums.merge(part.windows[at], part.digests[at], Long::sum);
      }
    }
    WindowTrace together = new WindowTrace();
    sums.forEach(together::add);
    return together;
  }

  /** How many windows there are in it. */
  public int size() {
    return size;
  }

  /** The number of a window: the ticks of its beginning, divided by the lookahead. */
  public long window(int at) {
    return windows[at];
  }

  /** The fingerprint of what was handled in it. */
  public long digest(int at) {
    return digests[at];
  }
}
