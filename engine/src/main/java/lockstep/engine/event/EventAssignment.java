package lockstep.engine.event;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.CircleSearch;
import lockstep.engine.Coordination;
import lockstep.engine.Standstill;
import lockstep.engine.Watched;
import lockstep.simulation.EventModel;

/**
 * The work that an engine of event models is given.
 *
 * @param model what to simulate
 * @param seed the seed of the model's random numbers
 * @param horizon how far
 * @param workers how many partitions have their turns at once, 1 or more
 * @param partitions how many parts the entities are dealt to, from 1 to the number of entities
 * @param partitioning how they are dealt
 * @param traced whether the digest of each window is kept; costs 16 bytes for each window and partition
 * @param board where partitions say how far they are, with one slot for each
 * @param cancellation how the assignment is ended early
 */
public record EventAssignment(
    EventModel model,
    long seed,
    Horizon horizon,
    int workers,
    int partitions,
    Partitioning partitioning,
    boolean traced,
    Board board,
    Cancellation cancellation)
    implements Watched {

  /** The longest array that any Java virtual machine makes. */
  private static final int MOST_LONGS = Integer.MAX_VALUE - 8;

  public EventAssignment {
    if (model.entities() < 1) {
      throw new IllegalArgumentException("entities must be at least 1, got " + model.entities());
    }
    if (model.words() < 0 || model.words() > EventModel.MOST_WORDS) {
      throw new IllegalArgumentException("words must be in [0, " + EventModel.MOST_WORDS + "], got " + model.words());
    }
    if (model.entities() > mostEntities(model.words())) {
      throw new IllegalArgumentException(
          "entities must be at most " + mostEntities(model.words()) + " with " + model.words() + " words each, got " + model.entities());
    }
    if (model.lookahead() < 1) {
      throw new IllegalArgumentException("lookahead must be at least 1 tick, got " + model.lookahead());
    }
    if (model.payload() < 0 || model.payload() > EventModel.MOST_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload must be in [0, " + EventModel.MOST_PAYLOAD + "], got " + model.payload());
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    if (partitions < 1 || partitions > model.entities()) {
      throw new IllegalArgumentException(
          "partitions must be in [1, entities] with " + model.entities() + " entities, got " + partitions);
    }
    if (board.workers() < partitions) {
      throw new IllegalArgumentException(
          "the board has slots for " + board.workers() + " of " + partitions + " partitions");
    }
  }

  /** An assignment with blocks of entities, a board and a cancellation of its own, and no trace. */
  public static EventAssignment of(EventModel model, long seed, Horizon horizon, int workers, int partitions) {
    return new EventAssignment(
        model,
        seed,
        horizon,
        workers,
        partitions,
        Partitioning.BLOCK,
        false,
        new Board(partitions),
        new Cancellation());
  }

  /** Partitions do not wait for each other in a cycle. */
  @Override
  public Standstill standstill() {
    return new Standstill(List.of(), List.of());
  }

  @Override
  public Optional<CircleSearch> circles() {
    return Optional.empty();
  }

  @Override
  public long detectionNanos() {
    return Coordination.LONGEST_NANOS;
  }

  /** How many entities with so many words of state there may be: one partition keeps them all in one array. */
  public static int mostEntities(int words) {
    return MOST_LONGS / (EntityStore.WORDS + words);
  }
}
