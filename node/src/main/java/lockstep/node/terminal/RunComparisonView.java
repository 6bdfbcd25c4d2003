package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.node.analysis.Interval;
import lockstep.node.compare.ComparedCell;
import lockstep.node.compare.ComparedFigure;
import lockstep.node.compare.RunComparison;
import lockstep.node.result.Csv;
import lockstep.node.terminal.Table.Column;

/** Two runs beside each other, as a table or as comma-separated values. */
public final class RunComparisonView {

  private static final String NOTHING = "-";

  private final RunComparison comparison;

  public RunComparisonView(RunComparison comparison) {
    this.comparison = comparison;
  }

  /** For each cell a line that names it, and a line for each figure or one that tells why there are none. */
  public List<String> lines() {
    Table table =
        new Table(
            List.of(
                new Column("  figure", false),
                new Column("before", true),
                new Column("after", true),
                new Column("ratio", true),
                new Column("95 %", true),
                new Column("verdict", false)));
    comparison.cells().forEach(cell -> cell.figures().forEach(figure -> table.add(row(figure))));
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    comparison.drifted().forEach(drift -> lines.addAll(List.of("drifted: run " + drift.run(), "  " + drift.text())));
    lines.add(rows.getFirst());
    int row = 1;
    for (ComparedCell cell : comparison.cells()) {
      lines.add(cell.text() + (cell.figures().isEmpty() ? ": " + cell.status() : "") + (cell.noisy() ? " (noisy machine)" : ""));
      for (int i = 0; i < cell.figures().size(); i++) {
        lines.add(rows.get(row++));
      }
    }
    return lines;
  }

  private static List<String> row(ComparedFigure figure) {
    Function<Double, String> text =
        value -> figure.figure().equals("throughput") ? Quantity.count(value) + "/s" : Quantity.nanos(Math.round(value));
    return List.of(
        "  " + figure.figure(),
        text.apply(figure.before()),
        text.apply(figure.after()),
        figure.ratio().map(Interval::estimate).map(Quantity::ratio).orElse(NOTHING),
        figure.ratio().map(ratio -> Quantity.ratio(ratio.low()) + " to " + Quantity.ratio(ratio.high())).orElse(NOTHING),
        figure.ratio().isPresent() ? figure.change() : "one fork");
  }

  /** A line for each figure, and one for each cell without. */
  public String csv() {
    Set<String> settings = new LinkedHashSet<>();
    Set<String> parameters = new LinkedHashSet<>();
    comparison.cells().forEach(cell -> settings.addAll(cell.settings().keySet()));
    comparison.cells().forEach(cell -> parameters.addAll(cell.cell().keySet()));
    StringBuilder text =
        new StringBuilder(
            Csv.line(
                Stream.of(
                        Stream.of("simulation", "engine", "workers", "policy", "seed"),
                        settings.stream(),
                        parameters.stream(),
                        Stream.of("status", "figure", "before", "after", "ratio", "low", "high", "p", "change"))
                    .flatMap(names -> names)));
    for (ComparedCell cell : comparison.cells()) {
      List<List<?>> figures =
          cell.figures().isEmpty()
              ? List.of(List.of("", "", "", "", "", "", "", ""))
              : cell.figures().stream().<List<?>>map(RunComparisonView::values).toList();
      for (List<?> figure : figures) {
        text.append(
            Csv.line(
                Stream.of(
                        Stream.of(cell.simulation(), cell.engine(), cell.workers(), cell.policy().orElse(""), cell.seed()),
                        settings.stream().map(name -> cell.settings().getOrDefault(name, "")),
                        parameters.stream().map(name -> cell.cell().getOrDefault(name, "")),
                        Stream.of(cell.status()),
                        figure.stream())
                    .flatMap(values -> values)));
      }
    }
    return text.toString();
  }

  private static List<?> values(ComparedFigure figure) {
    Function<Function<Interval, Double>, String> of = end -> figure.ratio().map(end).map(String::valueOf).orElse("");
    return List.of(
        figure.figure(),
        figure.before(),
        figure.after(),
        of.apply(Interval::estimate),
        of.apply(Interval::low),
        of.apply(Interval::high),
        figure.p().map(String::valueOf).orElse(""),
        figure.change());
  }
}
