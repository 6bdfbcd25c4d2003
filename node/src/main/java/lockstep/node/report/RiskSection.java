package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.node.report.Block.CurvePlot;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.DeadlockRisk;
import lockstep.node.result.Estimated;
import lockstep.node.result.RaceRisk;
import lockstep.node.result.Until;

/** What was observed of deadlocks and lost updates, and what each policy costs. */
final class RiskSection {

  /** Policies under which it is asked. */
  private static final Set<String> RISKY = Set.of(Policy.UNORDERED.id(), Policy.DETECT.id());

  private RiskSection() {}

  /** Empty when a single policy was run that cannot deadlock, and did not. */
  static Optional<Section> of(Cells cells) {
    List<Block> blocks = new ArrayList<>();
    List<Cell> tried = cells.all().stream().filter(cell -> cell.result().deadlocks().isPresent()).toList();
    Set<String> policies = tried.stream().flatMap(cell -> cell.result().policy().stream()).collect(Collectors.toSet());
    if (policies.size() > 1 || policies.stream().anyMatch(RISKY::contains) || tried.stream().anyMatch(RiskSection::isHit)) {
      blocks.addAll(deadlocks(tried));
    }
    races(cells).ifPresent(blocks::add);
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "risk",
                "Deadlock risk",
                "What each policy costs, beside how often forks deadlocked under it. Throughput is that of forks that did not. Bands are intervals of 95 %; what was not seen is bounded, and not proved impossible.",
                blocks));
  }

  private static boolean isHit(Cell cell) {
    return risk(cell).hit() > 0;
  }

  private static DeadlockRisk risk(Cell cell) {
    return cell.result().deadlocks().orElseThrow();
  }

  private static List<Block> deadlocks(List<Cell> tried) {
    List<Block> blocks = new ArrayList<>(RiskPicture.of(tried));
    Set<String> hit = tried.stream().filter(RiskSection::isHit).flatMap(cell -> cell.result().policy().stream()).collect(Collectors.toSet());
    List<Cell> risky = tried.stream().filter(cell -> cell.result().policy().filter(hit::contains).isPresent()).toList();
    for (Axis axis : Axis.all(risky)) {
      share(axis, risky).ifPresent(blocks::add);
      rate(axis, risky).ifPresent(blocks::add);
    }
    table("Cells with a deadlock", tried.stream().filter(RiskSection::isHit).toList(), false).ifPresent(blocks::add);
    table("Cells without a deadlock", tried.stream().filter(cell -> !isHit(cell)).toList(), true).ifPresent(blocks::add);
    blocks.addAll(BreakingTimes.of(tried));
    return blocks;
  }

  private static Optional<CurvePlot> share(Axis axis, List<Cell> cells) {
    return Curves.of("share of forks with a deadlock", axis, cells, cell -> Optional.of(risk(cell).perFork()), Text::share);
  }

  /** Only where there is a rate: without a deadlock the bound says nothing of tasks. */
  private static Optional<CurvePlot> rate(Axis axis, List<Cell> cells) {
    Function<Cell, Optional<Estimated>> rate = cell -> Optional.of(risk(cell)).filter(risk -> risk.hit() > 0).flatMap(DeadlockRisk::perMillionTasks);
    return Curves.of("deadlocks per million tasks", axis, cells, rate, Text::count);
  }

  private static Optional<Block> table(String caption, List<Cell> cells, boolean folded) {
    return cells.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable(
                caption,
                List.of("cell", "forks", "per fork", "per million tasks", "tasks to a deadlock", "time to a deadlock"),
                cells.stream().map(RiskSection::row).toList(),
                folded));
  }

  private static List<String> row(Cell cell) {
    DeadlockRisk risk = risk(cell);
    return List.of(
        cell.label(),
        risk.hit() + " of " + risk.forks(),
        perFork(risk),
        risk.hit() == 0 ? Text.NOTHING : Text.interval(risk.perMillionTasks(), Text::count),
        risk.tasksTo().map(tasks -> until(tasks, Text::count)).orElse(Text.NOTHING),
        risk.secondsTo().map(seconds -> until(seconds, value -> Text.nanos(1e9 * value))).orElse(Text.NOTHING));
  }

  static String perFork(DeadlockRisk risk) {
    return risk.hit() == 0
        ? "below " + Text.share(risk.perFork().high().orElse(1.0))
        : Text.interval(Optional.of(risk.perFork()), Text::share);
  }

  private static String until(Until until, Function<Double, String> number) {
    String ends =
        until
            .atMost()
            .map(most -> number.apply(until.atLeast()) + " to " + number.apply(most))
            .orElse("more than " + number.apply(until.atLeast()));
    return until.mean().map(mean -> number.apply(mean) + " (" + ends + ")").orElse(ends);
  }

  private static Optional<Block> races(Cells cells) {
    List<List<String>> rows = cells.all().stream().flatMap(cell -> cell.result().races().map(race -> row(cell, race)).stream()).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable("Updates lost where nothing guards them", List.of("cell", "forks that lost any", "lost of committed", "per million updates"), rows, false));
  }

  private static List<String> row(Cell cell, RaceRisk race) {
    return Stream.of(
            cell.label(),
            race.hit() + " of " + race.forks(),
            race.lost() + " of " + race.updates(),
            race.hit() == 0 ? "inconclusive: a race that loses nothing shows nothing" : Text.interval(race.perMillionUpdates(), Text::count))
        .toList();
  }
}
