package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;

/** The state that one task holds, wherever it is kept: each need is a place in some array. Used by one thread at a time. */
final class HeldCells implements Held {

  private static final long[] NO_STATE = new long[0];

  private final int words;
  private final Account account;
  private long[][] array = new long[2][];
  private int[] base = new int[2];
  private Mode[] mode = new Mode[2];
  private long[] versionAtGrant = new long[2];
  private int needs;

  /**
   * @param account is told what {@link #check} finds broken
   */
  HeldCells(int words, Account account) {
    this.words = words;
    this.account = account;
    Arrays.fill(array, NO_STATE);
  }

  /** Makes room for the needs of the next task. */
  void begin(int needsOfTask) {
    needs = needsOfTask;
    if (needsOfTask > array.length) {
      array = Arrays.copyOf(array, needsOfTask);
      Arrays.fill(array, base.length, needsOfTask, NO_STATE);
      base = Arrays.copyOf(base, needsOfTask);
      mode = Arrays.copyOf(mode, needsOfTask);
      versionAtGrant = Arrays.copyOf(versionAtGrant, needsOfTask);
    }
  }

  /** A need was granted: its words begin at {@code at} in {@code cells}, followed by its version. */
  void grant(int need, Mode how, long[] cells, int at) {
    array[need] = cells;
    base[need] = at;
    mode[need] = how;
    versionAtGrant[need] = cells[at + words];
  }

  /** A permit was granted; it has no state. */
  void grantPermit(int need, Mode how) {
    array[need] = NO_STATE;
    mode[need] = how;
  }

  /** The array that a granted need was bound to. */
  long[] cells(int need) {
    return array[need];
  }

  /** Whether a need with state has another version than when it was granted: somebody else changed it meanwhile. */
  boolean changed(int need) {
    return !mode[need].isCounted() && array[need][base[need] + words] != versionAtGrant[need];
  }

  /** The version of a need with state, as it is now. */
  long version(int need) {
    return array[need][base[need] + words];
  }

  /** A fingerprint that goes on with the words of a need with state, as they are now. */
  long fingerprint(int need, long hash) {
    long chained = hash;
    for (int word = 0; word < words; word++) {
      chained = Digest.with(chained, array[need][base[need] + word]);
    }
    return chained;
  }

  /** Counts an update of a need that is held exclusively. */
  void countUpdate(int need) {
    array[need][base[need] + words]++;
  }

  @Override
  public long get(int need, int word) {
    int at = at(need, word);
    return array[need][at];
  }

  @Override
  public void set(int need, int word, long value) {
    int at = writable(need, word);
    array[need][at] = value;
  }

  @Override
  public void add(int need, int word, long delta) {
    int at = writable(need, word);
    array[need][at] += delta;
  }

  @Override
  public void check(String invariant, boolean holds) {
    if (!holds) {
      account.broken(invariant);
    }
  }

  private int writable(int need, int word) {
    int at = at(need, word);
    if (mode[need] != Mode.EXCLUSIVE) {
      throw new IllegalStateException("need " + need + " is held shared: it may be read only");
    }
    return at;
  }

  private int at(int need, int word) {
    if (need < 0 || need >= needs) {
      throw new IndexOutOfBoundsException("need must be in [0, " + needs + "), got " + need);
    }
    if (mode[need].isCounted()) {
      throw new IllegalStateException("need " + need + " is a permit: it has no state");
    }
    if (word < 0 || word >= words) {
      throw new IndexOutOfBoundsException("word must be in [0, " + words + "), got " + word);
    }
    return base[need] + word;
  }
}
