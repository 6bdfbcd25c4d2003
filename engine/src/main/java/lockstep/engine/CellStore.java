package lockstep.engine;

import java.util.Arrays;
import lockstep.simulation.Cells;
import lockstep.simulation.TaskModel;

/**
 * The state of all resources in one array, {@code [resource][words + 1]}: the words of the model, then the resource's version,
 * which the engine counts up by one for each update that holds the resource exclusively. The versions of a correct engine add up
 * to the writes of its ledger; an update that was lost or applied twice shows in them.
 *
 * <p>Not thread-safe: whoever holds a resource may touch its part of the array.
 */
public final class CellStore implements Cells {

  private final int resources;
  private final int words;
  private final long[] array;

  /** All words and versions 0. */
  public CellStore(int resources, int words) {
    this.resources = resources;
    this.words = words;
    this.array = new long[Math.multiplyExact(resources, words + 1)];
  }

  /**
   * The first state of a model.
   *
   * @throws ModelFailure when the model throws
   */
  public static CellStore first(TaskModel model, long seed) {
    CellStore store = new CellStore(model.resources(), model.words());
    try {
      for (int r = 0; r < store.resources; r++) {
        int base = store.base(r);
        model.initialise(r, (word, value) -> store.array[base + checked(word, store.words)] = value);
      }
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(seed, "initialise", e);
    }
    return store;
  }

  private static int checked(int word, int words) {
    if (word < 0 || word >= words) {
      throw new IndexOutOfBoundsException("word must be in [0, " + words + "), got " + word);
    }
    return word;
  }

  @Override
  public int resources() {
    return resources;
  }

  /** How many words of state each resource has. */
  public int words() {
    return words;
  }

  @Override
  public long get(int resource, int word) {
    if (resource < 0 || resource >= resources) {
      throw new IndexOutOfBoundsException("resource must be in [0, " + resources + "), got " + resource);
    }
    return array[base(resource) + checked(word, words)];
  }

  /** How often a resource was updated. */
  public long version(int resource) {
    return array[base(resource) + words];
  }

  /** How often all resources together were updated. */
  public long versions() {
    long sum = 0;
    for (int r = 0; r < resources; r++) {
      sum += version(r);
    }
    return sum;
  }

  /** The array itself, {@code [resource][words + 1]}. */
  public long[] array() {
    return array;
  }

  /** Where the words of a resource begin in {@link #array}. */
  public int base(int resource) {
    return resource * (words + 1);
  }

  /** A copy of the words and the version of one resource. */
  public long[] copyOf(int resource) {
    return Arrays.copyOfRange(array, base(resource), base(resource + 1));
  }

  /** Replaces the words and the version of one resource. */
  public void put(int resource, long[] wordsAndVersion) {
    System.arraycopy(wordsAndVersion, 0, array, base(resource), words + 1);
  }

  /** Whether a resource has the same words and the same version in another store of the same model. */
  boolean sameAs(CellStore other, int resource) {
    return Arrays.equals(array, base(resource), base(resource + 1), other.array, base(resource), base(resource + 1));
  }

  /** The fingerprint of all words and versions: a sum over resources, so that it does not depend on who owns which. */
  public long digest() {
    long digest = 0;
    for (int r = 0; r < resources; r++) {
      long hash = Digest.of(r);
      for (int at = base(r); at < base(r + 1); at++) {
        hash = Digest.with(hash, array[at]);
      }
      digest += hash;
    }
    return digest;
  }
}
