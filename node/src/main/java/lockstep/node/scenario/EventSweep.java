package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.Fault;

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
    boolean alone = !kind.concurrent();
    List<Cell> cells = new ArrayList<>();
    for (Optional<Integer> nodes : nodes(kind, settings)) {
      for (int workers : alone ? Sweep.ONE : settings.workers(scenario.workers(), nodes.orElse(1))) {
        for (Optional<Integer> cores : Sweep.cores(alone, scenario.cores())) {
          for (Optional<Integer> partitions : Sweep.orNone(alone ? List.of() : settings.partitions(workers))) {
            for (Optional<Partitioning> how : Sweep.orNone(alone ? List.of() : settings.partitionings())) {
              for (Optional<List<Fault>> faults : settings.faults(nodes.isPresent())) {
                for (Optional<Double> rate : Sweep.orNone(scenario.rates())) {
                  cells.add(
                      new Cell(
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
                          how,
                          rate,
                          faults,
                          refusal(nodes, partitions)));
                }
              }
            }
          }
        }
      }
    }
    return cells;
  }

  private static Optional<String> refusal(Optional<Integer> nodes, Optional<Integer> partitions) {
    return nodes
        .filter(number -> number > partitions.orElse(1))
        .map(number -> "partitions must be at least as many as nodes, " + number + ", got " + partitions.orElse(1));
  }
}
