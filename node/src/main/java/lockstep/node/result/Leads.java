package lockstep.node.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import lockstep.node.analysis.CrossOver;
import lockstep.node.analysis.Direction;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.MeanRatio;

/** Finds pairs of engines among the cells of a run, and who of them leads along each numeric parameter that is swept. */
final class Leads {

  /** What the cells of a line have in common, and who performed them. */
  private record Line(
      String engine, Optional<String> policy, int workers, Map<String, String> settings, Map<String, String> cell, long seed, String text) {

    /** An engine that coordinates nothing has neither policy nor workers to compare. */
    boolean matches(Line other) {
      boolean uncoordinated = isUncoordinated() || other.isUncoordinated();
      return !engine.equals(other.engine)
          && cell.equals(other.cell)
          && seed == other.seed
          && (uncoordinated || (workers == other.workers && policy.equals(other.policy)))
          && settings.entrySet().stream().allMatch(set -> other.settings.getOrDefault(set.getKey(), set.getValue()).equals(set.getValue()));
    }

    private boolean isUncoordinated() {
      return workers == 1 && policy.isEmpty();
    }
  }

  private Leads() {}

  static List<Lead> of(Comparison comparison) {
    List<String> swept =
        comparison.forks().stream()
            .flatMap(fork -> fork.cell().keySet().stream())
            .distinct()
            .filter(name -> comparison.forks().stream().map(fork -> fork.cell().getOrDefault(name, "")).distinct().count() > 1)
            .toList();
    List<Lead> leads = new ArrayList<>();
    for (String axis : swept) {
      if (comparison.forks().stream().allMatch(fork -> number(fork.cell().getOrDefault(axis, "")).isPresent())) {
        addAlong(axis, swept, comparison, leads);
      }
    }
    return leads;
  }

  private static Optional<Double> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void addAlong(String axis, List<String> swept, Comparison comparison, List<Lead> leads) {
    Map<Line, NavigableMap<Double, CellForks>> lines = new LinkedHashMap<>();
    for (CellForks cell : comparison.cells()) {
      if (!cell.measured().isEmpty() && cell.isSettled()) {
        ForkResult fork = cell.first();
        double at = number(fork.cell().getOrDefault(axis, "")).orElseThrow();
        lines.computeIfAbsent(line(fork, axis, swept), _ -> new TreeMap<>()).put(at, cell);
      }
    }
    List<Line> all = List.copyOf(lines.keySet());
    for (int first = 0; first < all.size(); first++) {
      for (int second = first + 1; second < all.size(); second++) {
        if (all.get(first).matches(all.get(second))) {
          lead(axis, all.get(first), all.get(second), lines).ifPresent(leads::add);
        }
      }
    }
  }

  private static Line line(ForkResult fork, String axis, List<String> swept) {
    Map<String, String> others = new LinkedHashMap<>();
    swept.stream().filter(name -> !name.equals(axis)).forEach(name -> others.put(name, fork.cell().getOrDefault(name, "")));
    return new Line(fork.engine(), fork.policy(), fork.workers(), fork.settings(), others, fork.seed(), fork.text());
  }

  /** Empty when nothing is known at two values of the axis or more. */
  private static Optional<Lead> lead(String axis, Line first, Line second, Map<Line, NavigableMap<Double, CellForks>> lines) {
    NavigableMap<Double, CellForks> own = lines.getOrDefault(first, new TreeMap<>());
    NavigableMap<Double, CellForks> other = lines.getOrDefault(second, new TreeMap<>());
    List<Double> at = own.keySet().stream().filter(other::containsKey).toList();
    List<Optional<Interval>> ratios = at.stream().map(value -> ratio(own, other, value)).toList();
    if (at.size() < 2 || ratios.stream().noneMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    CrossOver found = CrossOver.of(at.stream().mapToDouble(Double::doubleValue).toArray(), ratios, Direction.HIGHER_IS_BETTER);
    return Optional.of(
        new Lead(
            axis,
            first.text(),
            second.text(),
            first.cell(),
            first.seed(),
            at,
            found.leads().stream().map(Leads::text).toList(),
            found.crossings().stream()
                .map(crossing -> new Lead.Crossing(crossing.after(), crossing.before(), text(crossing.to())))
                .toList()));
  }

  private static Optional<Interval> ratio(NavigableMap<Double, CellForks> own, NavigableMap<Double, CellForks> other, double at) {
    CellForks one = own.get(at);
    CellForks two = other.get(at);
    return one == null || two == null ? Optional.empty() : MeanRatio.of(one.throughputs(), two.throughputs()).map(MeanRatio::interval);
  }

  private static String text(CrossOver.Lead lead) {
    return lead.name().toLowerCase(Locale.ROOT);
  }
}
