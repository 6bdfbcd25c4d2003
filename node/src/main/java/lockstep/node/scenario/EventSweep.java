package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.event.EventEngineKind;

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

  /** The cells of an engine that begin with a seed and a combination of parameters. */
  static Stream<Cell> cells(Scenario scenario, EventSettings settings, CellDraft begun, EventEngineKind kind) {
    boolean alone = !kind.concurrent();
    return begun
        .each(nodes(kind, settings), (cell, nodes) -> cell.nodes = nodes)
        .flatMap(cell -> cell.each(workers(scenario, settings, kind, cell), (next, workers) -> next.workers = workers))
        .flatMap(cell -> cell.each(Sweep.cores(alone, scenario.cores()), (next, cores) -> next.cores = cores))
        .flatMap(cell -> cell.each(partitions(settings, kind, cell), (next, partitions) -> next.partitions = partitions))
        .flatMap(cell -> cell.each(Sweep.orNone(alone ? List.of() : settings.partitionings()), (next, how) -> next.partitioning = how))
        .flatMap(cell -> cell.each(settings.faults(cell.nodes.isPresent()), (next, faults) -> next.faults = faults))
        .flatMap(cell -> cell.each(Sweep.orNone(scenario.rates()), (next, rate) -> next.rate = rate))
        .map(cell -> cell.cell(refusal(cell.nodes, cell.partitions)));
  }

  private static List<Integer> workers(Scenario scenario, EventSettings settings, EventEngineKind kind, CellDraft cell) {
    return kind.concurrent() ? settings.workers(scenario.workers(), cell.nodes.orElse(1)) : Sweep.ONE;
  }

  private static List<Optional<Integer>> partitions(EventSettings settings, EventEngineKind kind, CellDraft cell) {
    return Sweep.orNone(kind.concurrent() ? settings.partitions(cell.workers) : List.of());
  }

  private static Optional<String> refusal(Optional<Integer> nodes, Optional<Integer> partitions) {
    return nodes
        .filter(number -> number > partitions.orElse(1))
        .map(number -> "partitions must be at least as many as nodes, " + number + ", got " + partitions.orElse(1));
  }
}
