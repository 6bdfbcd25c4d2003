package lockstep.engine.event;

import java.util.stream.IntStream;
import lockstep.engine.ModelFailure;
import lockstep.simulation.Draw;
import lockstep.simulation.EventModel;
import org.jspecify.annotations.Nullable;

/**
 * Where entities are. Each has a position, and each partition has the positions from its first one up to the next partition's first
 * one; within a partition they are in the order of their ids. In blocks of neighbouring ids, the position is the id. Immutable.
 */
final class Placement {

  private static final int MOST_PAGES = 1 << 12;

  private final int entities;

  /** The position of each entity, {@code [id]}; absent when it is the id. */
  private final int @Nullable [] positions;

  /** The entity at each position, {@code [position]}; absent when it is the position. */
  private final int @Nullable [] ids;

  /** The first position of each partition, {@code [partition]}, and one more, which is the number of entities. */
  private final int[] first;

  /** The partition that the first position of each page belongs to, {@code [position >>> pageShift]}. */
  private final int[] pages;

  private final int pageShift;

  private Placement(int[] first, int @Nullable [] positions, int @Nullable [] ids) {
    this.first = first;
    this.positions = positions;
    this.ids = ids;
    this.entities = first[first.length - 1];
    this.pageShift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(entities / MOST_PAGES));
    this.pages = new int[(entities >>> pageShift) + 1];
    int partition = 0;
    for (int page = 0; page < pages.length; page++) {
      while (partition < first.length - 2 && first[partition + 1] <= page << pageShift) {
        partition++;
      }
      pages[page] = partition;
    }
  }

  /**
   * Deals the entities of a model.
   *
   * @param seed told when the model fails
   * @throws ModelFailure when the model names a partition that does not exist
   */
  static Placement of(EventModel model, int partitions, Partitioning partitioning, long seed) {
    int entities = model.entities();
    if (partitioning == Partitioning.BLOCK) {
      return new Placement(
          IntStream.rangeClosed(0, partitions).map(p -> (int) ((long) p * entities / partitions)).toArray(), null, null);
    }
    int[] owner = new int[entities];
    int[] first = new int[partitions + 1];
    for (int id = 0; id < entities; id++) {
      owner[id] = partitioning == Partitioning.HASH ? hashed(id, partitions) : asked(model, id, partitions, seed);
      first[owner[id] + 1]++;
    }
    for (int partition = 0; partition < partitions; partition++) {
      first[partition + 1] += first[partition];
    }
    int[] positions = new int[entities];
    int[] ids = new int[entities];
    int[] next = first.clone();
    for (int id = 0; id < entities; id++) {
      positions[id] = next[owner[id]]++;
      ids[positions[id]] = id;
    }
    return new Placement(first, positions, ids);
  }

  private static int hashed(int id, int partitions) {
    return (int) Math.unsignedMultiplyHigh(Draw.mix(id), partitions);
  }

  private static int asked(EventModel model, int id, int partitions, long seed) {
    try {
      int partition = model.partition(id, partitions);
      if (partition < 0 || partition >= partitions) {
        throw new IllegalArgumentException(
            "partition of entity " + id + " must be in [0, " + partitions + "), got " + partition);
      }
      return partition;
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(seed, "partition", e);
    }
  }

  /** How many entities there are. */
  int entities() {
    return entities;
  }

  /** How many partitions there are. */
  int partitions() {
    return first.length - 1;
  }

  /** The first position of a partition; for the number of partitions, the number of entities. */
  int first(int partition) {
    return first[partition];
  }

  /** Where an entity is. */
  int position(int id) {
    return positions == null ? id : positions[id];
  }

  /** Which entity is at a position. */
  int id(int position) {
    return ids == null ? position : ids[position];
  }

  /** Which partition a position belongs to. */
  int partition(int position) {
    int partition = pages[position >>> pageShift];
    while (position >= first[partition + 1]) {
      partition++;
    }
    return partition;
  }
}
