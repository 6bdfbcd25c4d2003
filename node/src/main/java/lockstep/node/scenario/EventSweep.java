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

  private EventSweep() {}

  /** How many cells the engines have for one seed and one combination of parameters. */
  static BigInteger perWork(Collection<EventEngineKind> kinds, List<Integer> workers, List<Integer> cores, EventSettings settings) {
    BigInteger each =
        workers.stream()
            .map(number -> Sweep.combinations(List.of(Sweep.orNone(cores), settings.partitions(number), settings.partitionings())))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return kinds.stream().map(kind -> kind.concurrent() ? each : BigInteger.ONE).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The cells of an engine for one seed and one combination of parameters. */
  static List<Cell> cells(Scenario scenario, EventSettings settings, long seed, Map<String, String> parameters, EventEngineKind kind) {
    if (!kind.concurrent()) {
      return List.of(cell(scenario, seed, parameters, kind, 1, Sweep.most(scenario.cores()), Optional.empty(), Optional.empty()));
    }
    List<Cell> cells = new ArrayList<>();
    for (int workers : scenario.workers()) {
      for (Optional<Integer> cores : Sweep.orNone(scenario.cores())) {
        for (int partitions : settings.partitions(workers)) {
          for (Partitioning partitioning : settings.partitionings()) {
            cells.add(cell(scenario, seed, parameters, kind, workers, cores, Optional.of(partitions), Optional.of(partitioning)));
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
      Optional<Integer> partitions,
      Optional<Partitioning> partitioning) {
    return new Cell(
        scenario.simulation(),
        parameters,
        seed,
        kind.name(),
        workers,
        cores,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        partitions,
        partitioning,
        Optional.empty());
  }
}
