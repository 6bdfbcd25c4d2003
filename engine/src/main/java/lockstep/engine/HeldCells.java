package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;

/** The state that one task holds, wherever it is kept: each need is a place in some array. Used by one thread at a time. */
final class HeldCells implements Held {

  private static final long[] NO_STATE = new long[0];

  // Modes as they are kept: writing a number, the garbage collector need not be told. Those above SHARED are counted.
  private static final int EXCLUSIVE = Mode.EXCLUSIVE.ordinal();
  private static final int SHARED = Mode.SHARED.ordinal();

  /** Where the state of one need is kept: all of it lies together. */
  private static final class Place {
    private long[] array = NO_STATE;
    private int base;
    private int mode;
    private long versionAtGrant;

    /** Mostly the array is bound already, and to look is cheaper than to tell the garbage collector of what is written. */
    @SuppressWarnings("ReferenceEquality")
    void bind(long[] cells, Mode how) {
      if (array != cells) {
        array = cells;
      }
      mode = how.ordinal();
    }
  }

  private final int words;
  private final Account account;
  private Place[] places = {new Place(), new Place()};
  private int needs;

  /**
   * @param account is told what {@link #check} finds broken
   */
  HeldCells(int words, Account account) {
    this.words = words;
    this.account = account;
  }

  /** Makes room for the needs of the next task. */
  void begin(int needsOfTask) {
    needs = needsOfTask;
    if (needsOfTask > places.length) {
      grow();
    }
  }

  private void grow() {
    int before = places.length;
    places = Arrays.copyOf(places, needs);
    for (int need = before; need < needs; need++) {
      places[need] = new Place();
    }
  }

  /** A need was granted: its words begin at {@code at} in {@code cells}, followed by its version. */
  void grant(int need, Mode how, long[] cells, int at) {
    Place place = places[need];
    place.bind(cells, how);
    place.base = at;
    place.versionAtGrant = cells[at + words];
  }

  /** A permit was granted; it has no state. */
  void grantPermit(int need, Mode how) {
    places[need].bind(NO_STATE, how);
  }

  /** The array that a granted need was bound to. */
  long[] cells(int need) {
    return places[need].array;
  }

  /** Whether a need with state has another version than when it was granted: somebody else changed it meanwhile. */
  boolean changed(int need) {
    Place place = places[need];
    return place.mode <= SHARED && place.array[place.base + words] != place.versionAtGrant;
  }

  /** The version of a need with state, as it is now. */
  long version(int need) {
    Place place = places[need];
    return place.array[place.base + words];
  }

  /** A fingerprint that goes on with the words of a need with state, as they are now. */
  long fingerprint(int need, long hash) {
    Place place = places[need];
    long chained = hash;
    for (int word = 0; word < words; word++) {
      chained = Digest.with(chained, place.array[place.base + word]);
    }
    return chained;
  }

  /** Counts an update of a need that is held exclusively. */
  void countUpdate(int need) {
    Place place = places[need];
    place.array[place.base + words]++;
  }

  @Override
  public long get(int need, int word) {
    Place place = place(need, word);
    return place.array[place.base + word];
  }

  @Override
  public void set(int need, int word, long value) {
    Place place = writable(need, word);
    place.array[place.base + word] = value;
  }

  @Override
  public void add(int need, int word, long delta) {
    Place place = writable(need, word);
    place.array[place.base + word] += delta;
  }

  @Override
  public void check(String invariant, boolean holds) {
    if (!holds) {
      account.broken(invariant);
    }
  }

  private Place writable(int need, int word) {
    Place place = place(need, word);
    if (place.mode != EXCLUSIVE) {
      throw new IllegalStateException("need " + need + " is held shared: it may be read only");
    }
    return place;
  }

  private Place place(int need, int word) {
    if (need < 0 || need >= needs || word < 0 || word >= words || places[need].mode > SHARED) {
      throw refusal(need, word);
    }
    return places[need];
  }

  private RuntimeException refusal(int need, int word) {
    if (need < 0 || need >= needs) {
      return new IndexOutOfBoundsException("need must be in [0, " + needs + "), got " + need);
    }
    if (places[need].mode > SHARED) {
      return new IllegalStateException("need " + need + " is a permit: it has no state");
    }
    return new IndexOutOfBoundsException("word must be in [0, " + words + "), got " + word);
  }
}
