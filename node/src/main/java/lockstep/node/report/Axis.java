package lockstep.node.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import lockstep.node.expectation.Coordinates;
import lockstep.node.report.Cells.Cell;

/**
 * The numeric dimension along which curves are drawn: the one with the most values. What tells the curves of a chart apart are engine, policy
 * and settings; what tells charts apart are parameters, rates and seeds.
 */
record Axis(String dimension) {

  private static final List<String> PREFERRED = List.of(Coordinates.CORES, Coordinates.WORKERS);
  private static final String TIME = "[0-9]+(\\.[0-9]+)?(ns|us|ms|s)";
  private static final Map<String, Double> UNITS = Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0);

  /** Empty when no curve would have two points. */
  static Optional<Axis> of(List<Cell> cells) {
    return all(cells).stream().findFirst();
  }

  /** Those along which a curve has two points, the one with the most first. */
  static List<Axis> all(List<Cell> cells) {
    Set<String> names = new LinkedHashSet<>(PREFERRED);
    cells.forEach(cell -> names.addAll(cell.dimensions().keySet()));
    names.remove(Coordinates.SEED);
    return names.stream()
        .map(Axis::new)
        .filter(axis -> axis.points(cells) > 1)
        .sorted(Comparator.comparingInt((Axis axis) -> axis.points(cells)).reversed())
        .toList();
  }

  /** What is done in a cell: its parameters, rate and seed. */
  static Map<String, String> work(Cell cell) {
    Map<String, String> work = new LinkedHashMap<>(cell.dimensions());
    work.keySet().removeIf(name -> !ofChart(name));
    return work;
  }

  /** How many points its longest curve has. */
  private int points(List<Cell> cells) {
    Map<Map<String, String>, Set<Double>> values = new HashMap<>();
    for (Cell cell : cells) {
      OptionalDouble value = value(cell);
      if (value.isPresent()) {
        values.computeIfAbsent(others(cell), _ -> new LinkedHashSet<>()).add(value.getAsDouble());
      }
    }
    return values.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  /** Where a cell lies on it; empty when it has no such number. */
  OptionalDouble value(Cell cell) {
    String text = cell.dimensions().getOrDefault(dimension, "").replaceAll("/s$", "");
    if (text.matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?")) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    if (text.matches(TIME)) {
      String unit = text.replaceAll("[0-9.]", "");
      return OptionalDouble.of(Double.parseDouble(text.replace(unit, "")) * UNITS.getOrDefault(unit, 1.0));
    }
    return OptionalDouble.empty();
  }

  /** How its values are written: times as times. */
  DoubleFunction<String> number(List<Cell> cells) {
    boolean times = cells.stream().anyMatch(cell -> cell.dimensions().getOrDefault(dimension, "").matches(TIME));
    return times ? seconds -> seconds == 0 ? "0" : Text.nanos(Math.rint(1e9 * seconds)) : Text::count;
  }

  /** How it is called. */
  String name() {
    return Cells.name(dimension);
  }

  private Map<String, String> others(Cell cell) {
    Map<String, String> others = new LinkedHashMap<>(cell.dimensions());
    others.remove(dimension);
    return others;
  }

  /** What the chart of a cell is about. */
  Map<String, String> facet(Cell cell) {
    Map<String, String> facet = new LinkedHashMap<>(others(cell));
    facet.keySet().removeIf(name -> !ofChart(name));
    return facet;
  }

  /** What the curve of a cell is about. */
  Map<String, String> curve(Cell cell) {
    Map<String, String> curve = new LinkedHashMap<>(others(cell));
    curve.keySet().removeIf(Axis::ofChart);
    return curve;
  }

  /** Whether it says what is done, and not how: other values of it are other work, of which a cell tells nothing. */
  boolean isOfWork() {
    return ofChart(dimension);
  }

  private static boolean ofChart(String name) {
    return name.startsWith(Coordinates.PARAMS) || name.equals(Coordinates.RATE) || name.equals(Coordinates.SEED);
  }

  /** In words, as far as they differ; empty where nothing does. */
  static List<String> names(List<Map<String, String>> all) {
    return all.size() == 1 ? List.of("") : labels(all);
  }

  /** In words, as far as they differ. */
  static List<String> labels(List<Map<String, String>> all) {
    List<String> labels = new ArrayList<>();
    for (Map<String, String> one : all) {
      List<String> words = new ArrayList<>();
      one.forEach(
          (name, value) -> {
            boolean differs = all.stream().anyMatch(other -> other.containsKey(name) && !value.equals(other.get(name)));
            if (name.equals(Coordinates.ENGINE) || differs) {
              words.add(Cells.text(name, value));
            }
          });
      labels.add(String.join(", ", words));
    }
    return labels;
  }
}
