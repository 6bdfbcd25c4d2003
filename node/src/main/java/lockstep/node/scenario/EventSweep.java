package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.Partitioning;

/** Combines the swept values of a scenario of events; without policies, and with partitions where there can be more than one. */
final class EventSweep {

  /** The engine that has nodes. */
  static final String CLUSTER = "cluster";

  private EventSweep() {}

  /** How many cells the engines have for one seed and one combination of parameters. */
  static BigInteger perWork(Collection<EventEngineKind> kinds, List<Integer> workers, List<Integer> cores, EventSettings settings) {
    return kinds.stream()
        .map(kind -> kind.concurrent() ? ofConcurrent(kind, workers, cores, settings) : BigInteger.ONE)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger ofConcurrent(
      EventEngineKind kind, List<Integer> workers, List<Integer> cores, EventSettings settings) {
    return nodes(kind, settings).stream()
        .flatMap(nodes -> settings.workers(workers, nodes.orElse(1)).stream())
        .map(
            number ->
                Sweep.combinations(
                    List.of(
                        Sweep.orNone(cores),
                        settings.partitions(number),
                        settings.partitionings(),
                        settings.faults(kind.name().equals(CLUSTER)))))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Optional<Integer>> nodes(EventEngineKind kind, EventSettings settings) {
    return Sweep.orNone(kind.name().equals(CLUSTER) ? settings.nodes() : List.of());
  }

  /** The cells of an engine for one seed and one combination of parameters. */
  static List<Cell> cells(Scenario scenario, EventSettings settings, long seed, Map<String, String> parameters, EventEngineKind kind) {
    if (!kind.concurrent()) {
      return List.of(
          cell(scenario, seed, parameters, kind, 1, Sweep.most(scenario.cores()), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    List<Cell> cells = new ArrayList<>();
    for (Optional<Integer> nodes : nodes(kind, settings)) {
      for (int workers : settings.workers(scenario.workers(), nodes.orElse(1))) {
        for (Optional<Integer> cores : Sweep.orNone(scenario.cores())) {
          for (int partitions : settings.partitions(workers)) {
            for (Partitioning how : settings.partitionings()) {
              Cell cell = cell(scenario, seed, parameters, kind, workers, cores, nodes, Optional.of(partitions), Optional.of(how));
              settings.faults(nodes.isPresent()).forEach(faults -> cells.add(cell.with(faults)));
            }
          }
        }
      }
    }
    return cells;
  }

  private static Cell cell(
      Scenario scenario,
      long seed,
      Map<String, String> parameters,
      EventEngineKind kind,
      int workers,
      Optional<Integer> cores,
      Optional<Integer> nodes,
      Optional<Integer> partitions,
      Optional<Partitioning> partitioning) {
    return new Cell(
        scenario.simulation(),
        parameters,
        seed,
        kind.name(),
        workers,
        cores,
        nodes,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        partitions,
        partitioning,
        refusal(nodes, partitions));
  }

  private static Optional<String> refusal(Optional<Integer> nodes, Optional<Integer> partitions) {
    return nodes
        .filter(number -> number > partitions.orElse(1))
        .map(number -> "partitions must be at least as many as nodes, " + number + ", got " + partitions.orElse(1));
  }
}
