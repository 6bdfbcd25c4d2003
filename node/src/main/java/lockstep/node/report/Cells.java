package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.node.expectation.Coordinates;
import lockstep.node.result.CellForks;
import lockstep.node.result.CellResult;
import lockstep.node.result.ForkResult;
import lockstep.node.result.OfCell;
import lockstep.node.result.ResultDocument;
import org.jspecify.annotations.Nullable;

/** The cells of a run, named by what tells them apart. */
final class Cells {

  private static final int COLOURS = 6;

  private final List<Cell> all;
  private final boolean ofEvents;

  /**
   * A cell.
   *
   * @param dimensions every coordinate by name: the engine, the policy, workers, settings, parameters, the seed
   * @param label of those that differ within the run
   * @param style the colour of its engine
   */
  record Cell(CellResult result, List<ForkResult> forks, Map<String, String> dimensions, String label, String style) {

    List<ForkResult> measured() {
      return forks.stream().filter(ForkResult::isMeasured).toList();
    }

    /** Tasks or events that its measured forks performed in the measured repetitions. */
    double units() {
      return measured().stream().mapToDouble(fork -> (double) fork.work().orElse(0L) * fork.repetitions().orElse(0)).sum();
    }
  }

  Cells(ResultDocument document) {
    Map<Map<String, String>, CellResult> results = new LinkedHashMap<>();
    document.cells().forEach(cell -> results.putIfAbsent(dimensions(cell), cell));
    Map<Map<String, String>, List<ForkResult>> forks = new LinkedHashMap<>();
    for (CellForks cell : CellForks.of(document.forks())) {
      forks.put(dimensions(cell.first()), cell.all());
    }
    List<String> engines = results.values().stream().map(CellResult::engine).distinct().toList();
    List<String> differing = differing(results.keySet());
    List<Cell> cells = new ArrayList<>();
    results.forEach(
        (dimensions, result) ->
            cells.add(
                new Cell(
                    result,
                    forks.getOrDefault(dimensions, List.of()),
                    dimensions,
                    label(dimensions, differing),
                    "c" + engines.indexOf(result.engine()) % COLOURS)));
    this.all = List.copyOf(cells);
    this.ofEvents = document.forks().stream().anyMatch(fork -> fork.events().isPresent());
  }

  List<Cell> all() {
    return all;
  }

  /** Those with a measurement. */
  List<Cell> measured() {
    return all.stream().filter(cell -> cell.result().throughput().isPresent()).toList();
  }

  /** What is counted. */
  String unit() {
    return ofEvents ? "event" : "task";
  }

  private static Map<String, String> dimensions(OfCell of) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(Coordinates.ENGINE, of.engine());
    of.policy().ifPresent(policy -> all.put(Coordinates.POLICY, policy));
    all.put(Coordinates.WORKERS, Integer.toString(of.workers()));
    all.putAll(of.settings());
    of.cell().forEach((name, value) -> all.put(Coordinates.PARAMS + name, value));
    all.put(Coordinates.SEED, Long.toString(of.seed()));
    return all;
  }

  /** The names that have more than one value; workers only if an engine has more than one number of them. */
  private static List<String> differing(Iterable<Map<String, String>> cells) {
    Map<String, Map<String, Boolean>> values = new LinkedHashMap<>();
    for (Map<String, String> cell : cells) {
      cell.forEach(
          (name, value) -> {
            String told = name.equals(Coordinates.WORKERS) ? cell.get(Coordinates.ENGINE) + " " + value : value;
            values.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(told, true);
          });
    }
    int engines = values.getOrDefault(Coordinates.ENGINE, Map.of()).size();
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().size() > (entry.getKey().equals(Coordinates.WORKERS) ? engines : 1))
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(Coordinates.ENGINE))
        .toList();
  }

  private static String label(Map<String, String> dimensions, List<String> differing) {
    String more =
        differing.stream()
            .filter(dimensions::containsKey)
            .map(name -> text(name, dimensions.get(name)))
            .collect(Collectors.joining(", "));
    return dimensions.get(Coordinates.ENGINE) + (more.isEmpty() ? "" : ", " + more);
  }

  /** A coordinate in words: {@code skew 0.99}, {@code 2 workers}, {@code ordered}. */
  static String text(String name, @Nullable String value) {
    return switch (name) {
      case Coordinates.ENGINE, Coordinates.POLICY, Coordinates.QUEUES, Coordinates.PARTITIONING -> String.valueOf(value);
      case Coordinates.WORKERS -> value + ("1".equals(value) ? " worker" : " workers");
      default -> name(name) + " " + value;
    };
  }

  /** The name of a coordinate for people. */
  static String name(String name) {
    return name.startsWith(Coordinates.PARAMS) ? name.substring(Coordinates.PARAMS.length()) : name;
  }
}
