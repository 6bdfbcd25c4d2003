package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Setting;
import lockstep.engine.event.EventEngineKind;
import lockstep.node.fork.Fault;

/** Combines swept values. What is to be combined is counted first: a file of a few lines can ask for more than memory holds. */
final class Sweep {

  /** The workers of an engine that coordinates nothing. */
  static final List<Integer> ONE = List.of(1);

  private Sweep() {}

  /** How many combinations the lists have. */
  static BigInteger combinations(Collection<? extends List<?>> lists) {
    return lists.stream().map(list -> BigInteger.valueOf(list.size())).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** How many cells the engines have for one seed and one combination of parameters. */
  static BigInteger perWork(
      Collection<EngineKind> kinds,
      List<Policy> policies,
      List<Integer> workers,
      List<Integer> cores,
      List<Integer> nodes,
      List<Fault> faults,
      List<Integer> owners,
      List<Queues> queues,
      List<Double> rates) {
    BigInteger count = BigInteger.ZERO;
    for (EngineKind kind : kinds) {
      if (kind.uncoordinated()) {
        count = count.add(BigInteger.ONE);
        continue;
      }
      List<Integer> workersOnNodes = nodes(kind, nodes).stream().flatMap(on -> workers(workers, on).stream()).toList();
      for (Policy policy : policies) {
        count =
            count.add(
                combinations(
                    List.of(
                        workersOnNodes,
                        orNone(cores),
                        faults(faults, kind.name().equals(EventSweep.CLUSTER)),
                        whereItMatters(owners, Setting.OWNERS, kind, Optional.of(policy)),
                        whereItMatters(queues, Setting.QUEUES, kind, Optional.of(policy)))));
      }
    }
    return count.multiply(BigInteger.valueOf(orNone(rates).size()));
  }

  /** The numbers of nodes of an engine, or just none where it has one JVM. */
  private static List<Optional<Integer>> nodes(EngineKind kind, List<Integer> nodes) {
    return orNone(kind.name().equals(EventSweep.CLUSTER) ? nodes : List.of());
  }

  /** What is done to nodes in each cell of an engine: where there are faults, nothing in a cell, and all of them in another one. */
  static List<Optional<List<Fault>>> faults(List<Fault> faults, boolean onNodes) {
    return faults.isEmpty() || !onNodes ? List.of(Optional.empty()) : List.of(Optional.of(List.of()), Optional.of(faults));
  }

  /** The numbers of workers on so many nodes: each node has at least one, so a smaller number stands for that of the nodes. */
  static List<Integer> workers(List<Integer> workers, Optional<Integer> onNodes) {
    return workers.stream().map(number -> Math.max(number, onNodes.orElse(1))).distinct().toList();
  }

  /** The values of a setting, or just none where it makes no difference. */
  private static <T> List<Optional<T>> whereItMatters(List<T> values, Setting setting, EngineKind kind, Optional<Policy> policy) {
    return orNone(policy.filter(how -> kind.has(setting, how)).isPresent() ? values : List.of());
  }

  /** The values, or just none when there are no values. */
  static <T> List<Optional<T>> orNone(List<T> values) {
    return values.isEmpty() ? List.of(Optional.empty()) : values.stream().map(Optional::of).toList();
  }

  /** The numbers of cores; the greatest for an engine that coordinates nothing: it is the baseline, and nothing is to hold it up. */
  static List<Optional<Integer>> cores(boolean alone, List<Integer> cores) {
    return alone ? List.of(cores.stream().max(Integer::compare)) : orNone(cores);
  }

  /** Every combination of one value for each name; the last name changes fastest. To be counted before. */
  static List<Map<String, String>> assignments(Map<String, List<String>> swept) {
    List<Map<String, String>> assignments = List.of(Map.of());
    for (Map.Entry<String, List<String>> parameter : swept.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> assignment : assignments) {
        for (String value : parameter.getValue()) {
          Map<String, String> extended = new LinkedHashMap<>(assignment);
          extended.put(parameter.getKey(), value);
          longer.add(extended);
        }
      }
      assignments = longer;
    }
    return assignments;
  }

  static List<Cell> cells(Scenario scenario, List<EngineKind> catalogue, List<EventEngineKind> ofEvents) {
    List<String> names = Stream.concat(Stream.of(scenario.baseline()), scenario.engines().stream()).distinct().toList();
    return scenario
        .events()
        .map(settings -> cellsOfEvents(scenario, settings, names.stream().map(name -> kind(name, ofEvents, EventEngineKind::name)).toList()))
        .orElseGet(() -> cellsOfTasks(scenario, names.stream().map(name -> kind(name, catalogue, EngineKind::name)).toList()));
  }

  private static List<Cell> cellsOfEvents(Scenario scenario, EventSettings settings, List<EventEngineKind> kinds) {
    checkSize(scenario, EventSweep.perWork(kinds, scenario.workers(), scenario.cores(), settings));
    return ofAllWork(scenario, kinds, EventEngineKind::name, (draft, kind) -> EventSweep.cells(scenario, settings, draft, kind));
  }

  private static List<Cell> cellsOfTasks(Scenario scenario, List<EngineKind> kinds) {
    checkSize(
        scenario,
        perWork(
            kinds,
            scenario.policies(),
            scenario.workers(),
            scenario.cores(),
            scenario.nodes(),
            scenario.faults(),
            scenario.owners(),
            scenario.queues(),
            scenario.rates()));
    return ofAllWork(scenario, kinds, EngineKind::name, (draft, kind) -> cells(scenario, draft, kind));
  }

  private static void checkSize(Scenario scenario, BigInteger perWork) {
    BigInteger count =
        combinations(scenario.parameters().values()).multiply(BigInteger.valueOf(scenario.seeds().size())).multiply(perWork);
    if (count.compareTo(BigInteger.valueOf(scenario.maxCells())) > 0) {
      throw new IllegalArgumentException("cells must be at most " + scenario.maxCells() + ", got " + count);
    }
  }

  /** The cells that engines have, for each seed and each combination of parameters. */
  private static <K> List<Cell> ofAllWork(
      Scenario scenario, List<K> kinds, Function<K, String> nameOf, BiFunction<CellDraft, K, Stream<Cell>> ofOne) {
    List<Cell> cells = new ArrayList<>();
    List<Map<String, String>> assignments = assignments(scenario.parameters());
    for (long seed : scenario.seeds()) {
      for (Map<String, String> parameters : assignments) {
        for (K kind : kinds) {
          ofOne.apply(new CellDraft(scenario.simulation(), parameters, seed, nameOf.apply(kind)), kind).forEach(cells::add);
        }
      }
    }
    return List.copyOf(cells);
  }

  private static <K> K kind(String name, List<K> catalogue, Function<K, String> nameOf) {
    return catalogue.stream()
        .filter(kind -> nameOf.apply(kind).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + name));
  }

  /** The cells of an engine that begin with a seed and a combination of parameters. */
  private static Stream<Cell> cells(Scenario scenario, CellDraft begun, EngineKind kind) {
    boolean alone = kind.uncoordinated();
    return begun
        .each(orNone(alone ? List.of() : scenario.policies()), (cell, policy) -> cell.policy = policy)
        .flatMap(cell -> cell.each(nodes(kind, scenario.nodes()), (next, nodes) -> next.nodes = nodes))
        .flatMap(cell -> cell.each(alone ? ONE : workers(scenario.workers(), cell.nodes), (next, workers) -> next.workers = workers))
        .flatMap(cell -> cell.each(cores(alone, scenario.cores()), (next, cores) -> next.cores = cores))
        .flatMap(
            cell -> cell.each(whereItMatters(scenario.owners(), Setting.OWNERS, kind, cell.policy), (next, owners) -> next.owners = owners))
        .flatMap(
            cell -> cell.each(whereItMatters(scenario.queues(), Setting.QUEUES, kind, cell.policy), (next, queues) -> next.queues = queues))
        .flatMap(cell -> cell.each(faults(scenario.faults(), cell.nodes.isPresent()), (next, faults) -> next.faults = faults))
        .flatMap(cell -> cell.each(orNone(scenario.rates()), (next, rate) -> next.rate = rate))
        .map(cell -> cell.cell(cell.policy.filter(asked -> !kind.policies().contains(asked)).map(_ -> offer(kind))));
  }

  /** Sorted, as the set of an engine's policies has no order. */
  private static String offer(EngineKind kind) {
    return kind.name()
        + (kind.policies().size() == 1 ? " offers the policy " : " offers the policies ")
        + kind.policies().stream().sorted().map(Policy::id).collect(Collectors.joining(", "));
  }
}
