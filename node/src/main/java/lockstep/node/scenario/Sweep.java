package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Cell> cells = new ArrayList<>();
    if (scenario.events().isPresent()) {
      EventSettings settings = scenario.events().get();
      List<EventEngineKind> kinds = names.stream().map(name -> kind(name, ofEvents, EventEngineKind::name)).toList();
      checkSize(scenario, EventSweep.perWork(kinds, scenario.workers(), scenario.cores(), settings));
      each(scenario, kinds, (seed, parameters, kind) -> cells.addAll(EventSweep.cells(scenario, settings, seed, parameters, kind)));
    } else {
      List<EngineKind> kinds = names.stream().map(name -> kind(name, catalogue, EngineKind::name)).toList();
      checkSize(scenario, perWork(kinds, scenario.policies(), scenario.workers(), scenario.cores(), scenario.nodes(), scenario.faults(), scenario.owners(), scenario.queues(), scenario.rates()));
      each(scenario, kinds, (seed, parameters, kind) -> addCells(scenario, seed, parameters, kind, cells));
    }
    return List.copyOf(cells);
  }

  private static void checkSize(Scenario scenario, BigInteger perWork) {
    BigInteger count =
        combinations(scenario.parameters().values()).multiply(BigInteger.valueOf(scenario.seeds().size())).multiply(perWork);
    if (count.compareTo(BigInteger.valueOf(scenario.maxCells())) > 0) {
      throw new IllegalArgumentException("cells must be at most " + scenario.maxCells() + ", got " + count);
    }
  }

  /** Adds the cells of an engine for one seed and one combination of parameters. */
  private interface Adder<K> {
    void add(long seed, Map<String, String> parameters, K kind);
  }

  private static <K> void each(Scenario scenario, List<K> kinds, Adder<K> adder) {
    List<Map<String, String>> assignments = assignments(scenario.parameters());
    for (long seed : scenario.seeds()) {
      for (Map<String, String> parameters : assignments) {
        for (K kind : kinds) {
          adder.add(seed, parameters, kind);
        }
      }
    }
  }

  private static <K> K kind(String name, List<K> catalogue, Function<K, String> nameOf) {
    return catalogue.stream()
        .filter(kind -> nameOf.apply(kind).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + name));
  }

  private static void addCells(Scenario scenario, long seed, Map<String, String> parameters, EngineKind kind, List<Cell> cells) {
    boolean alone = kind.uncoordinated();
    for (Optional<Policy> policy : orNone(alone ? List.of() : scenario.policies())) {
      for (Optional<Integer> nodes : nodes(kind, scenario.nodes())) {
        for (int workers : alone ? ONE : workers(scenario.workers(), nodes)) {
          for (Optional<Integer> cores : cores(alone, scenario.cores())) {
            for (Optional<Integer> owners : whereItMatters(scenario.owners(), Setting.OWNERS, kind, policy)) {
              for (Optional<Queues> queues : whereItMatters(scenario.queues(), Setting.QUEUES, kind, policy)) {
                for (Optional<List<Fault>> faults : faults(scenario.faults(), nodes.isPresent())) {
                  for (Optional<Double> rate : orNone(scenario.rates())) {
                    cells.add(
                        new Cell(
                            scenario.simulation(),
                            parameters,
                            seed,
                            kind.name(),
                            workers,
                            cores,
                            nodes,
                            policy,
                            owners,
                            queues,
                            Optional.empty(),
                            Optional.empty(),
                            rate,
                            faults,
                            policy.filter(asked -> !kind.policies().contains(asked)).map(_ -> offer(kind))));
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /** Sorted, as the set of an engine's policies has no order. */
  private static String offer(EngineKind kind) {
    return kind.name()
        + (kind.policies().size() == 1 ? " offers the policy " : " offers the policies ")
        + kind.policies().stream().sorted().map(Policy::id).collect(Collectors.joining(", "));
  }
}
