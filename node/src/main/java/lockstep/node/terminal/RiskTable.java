package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lockstep.engine.Policy;
import lockstep.node.result.CellForks;
import lockstep.node.result.Comparison;
import lockstep.node.result.DeadlockRisk;
import lockstep.node.result.Estimated;
import lockstep.node.result.RaceRisk;
import lockstep.node.result.Until;
import lockstep.node.terminal.Table.Column;

/**
 * What was observed of deadlocks and lost updates, where cells have several forks, and something could happen: a row for each cell where it did, and how likely it may still be
 * where it did not.
 */
final class RiskTable {

  /** Policies under which it is asked. */
  private static final Set<String> RISKY = Set.of(Policy.UNORDERED.id(), Policy.DETECT.id());

  private final Comparison comparison;
  private final CellColumns cells;

  RiskTable(Comparison comparison, CellColumns cells) {
    this.comparison = comparison;
    this.cells = cells;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (comparison.cells().stream().anyMatch(cell -> cell.all().size() > 1)) {
      lines.addAll(deadlocks());
      lines.addAll(races());
    }
    return lines;
  }

  private List<String> deadlocks() {
    Table table =
        table(new Column("deadlocks", true), new Column("per fork", true), new Column("per million tasks", true), new Column("after tasks", true));
    int hits = 0;
    Map<Integer, Integer> without = new LinkedHashMap<>();
    boolean asked = false;
    for (CellForks cell : comparison.cells()) {
      Optional<DeadlockRisk> found = DeadlockRisk.of(cell);
      asked |= cell.first().policy().filter(RISKY::contains).isPresent();
      if (found.filter(risk -> risk.hit() > 0).isPresent()) {
        hits++;
        table.add(row(cell, found.get()));
      } else {
        found.ifPresent(risk -> without.merge(risk.forks(), 1, Integer::sum));
      }
    }
    List<String> lines = new ArrayList<>(hits == 0 ? List.of() : table.lines());
    if (hits > 0 || asked) {
      without.forEach((forks, count) -> lines.add(none(forks, count)));
    }
    return lines;
  }

  private static String none(int forks, int cells) {
    return "no deadlock in " + (cells == 1 ? "1 cell, " : cells + " cells, each ") + DeadlockRisk.none(forks);
  }

  private Table table(Column... figures) {
    List<Column> columns = new ArrayList<>(cells.columns());
    columns.addAll(List.of(figures));
    return new Table(columns);
  }

  private List<String> row(CellForks cell, DeadlockRisk risk) {
    List<String> row = new ArrayList<>(cells.texts(cell.first()));
    row.add(risk.hit() + " of " + risk.forks());
    row.add(ends(Optional.of(risk.perFork()), share -> Long.toString(Math.round(100 * share))) + " %");
    row.add(ends(risk.perMillionTasks(), Quantity::count));
    row.add(risk.tasksTo().flatMap(Until::mean).map(Quantity::count).orElse(CellColumns.NOTHING));
    return row;
  }

  private static String ends(Optional<Estimated> figure, Function<Double, String> number) {
    return figure
        .flatMap(value -> value.low().flatMap(low -> value.high().map(high -> number.apply(low) + " to " + number.apply(high))))
        .orElse(CellColumns.NOTHING);
  }

  private List<String> races() {
    Table table = table(new Column("lost in", true), new Column("lost per million updates", true));
    int rows = 0;
    for (CellForks cell : comparison.cells()) {
      Optional<RaceRisk> found = RaceRisk.of(cell);
      if (found.isPresent()) {
        List<String> row = new ArrayList<>(cells.texts(cell.first()));
        row.add(found.get().hit() + " of " + found.get().forks());
        row.add(found.get().hit() == 0 ? "nothing: inconclusive" : ends(found.get().perMillionUpdates(), Quantity::count));
        table.add(row);
        rows++;
      }
    }
    return rows == 0 ? List.of() : table.lines();
  }
}
