package lockstep.node.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.Fault;

/**
 * A cell for which values are chosen one after the other; what can be chosen next may depend on what was. What nobody chooses is empty, and
 * there is one worker. A field is written by {@link #each} only, in a copy that nobody has seen.
 */
final class CellDraft {

  private final String simulation;
  private final Map<String, String> parameters;
  private final long seed;
  private final String engine;

  int workers = 1;
  Optional<Integer> cores = Optional.empty();
  Optional<Integer> nodes = Optional.empty();
  Optional<Policy> policy = Optional.empty();
  Optional<Integer> owners = Optional.empty();
  Optional<Queues> queues = Optional.empty();
  Optional<Integer> partitions = Optional.empty();
  Optional<Partitioning> partitioning = Optional.empty();
  Optional<Double> rate = Optional.empty();
  Optional<List<Fault>> faults = Optional.empty();

  CellDraft(String simulation, Map<String, String> parameters, long seed, String engine) {
    this.simulation = simulation;
    this.parameters = parameters;
    this.seed = seed;
    this.engine = engine;
  }

  private CellDraft(CellDraft other) {
    this(other.simulation, other.parameters, other.seed, other.engine);
    workers = other.workers;
    cores = other.cores;
    nodes = other.nodes;
    policy = other.policy;
    owners = other.owners;
    queues = other.queues;
    partitions = other.partitions;
    partitioning = other.partitioning;
    rate = other.rate;
    faults = other.faults;
  }

  /** A copy with each of the values, in their order. */
  <T> Stream<CellDraft> each(List<T> values, BiConsumer<CellDraft, T> choose) {
    return values.stream()
        .map(
            value -> {
              CellDraft copy = new CellDraft(this);
              choose.accept(copy, value);
              return copy;
            });
  }

  /**
   * The cell that was chosen.
   *
   * @param refusal why there is nothing to perform in it; empty when there is
   */
  Cell cell(Optional<String> refusal) {
    return new Cell(
        simulation, parameters, seed, engine, workers, cores, nodes, policy, owners, queues, partitions, partitioning, rate, faults, refusal);
  }
}
