package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.BrokenDeadlocks.Times;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Mark;
import lockstep.node.report.Block.Row;
import lockstep.node.report.Block.RowPlot;
import lockstep.node.report.Block.Shape;
import lockstep.node.report.Cells.Cell;
import lockstep.node.terminal.Quantity;

/** How long deadlocks took that the policy {@code detect} broke, and what that cost. */
final class BreakingTimes {

  /** In their order: each begins when the one before ends. */
  private static final List<Part> PARTS =
      List.of(
          new Part("formation", "c1", BrokenDeadlocks::formation),
          new Part("detection", "c2", BrokenDeadlocks::detection),
          new Part("victim", "c4", BrokenDeadlocks::victim),
          new Part("recovery", "c3", BrokenDeadlocks::recovery));

  /** A part of the time that a deadlock took, and its colour. */
  private record Part(String title, String style, Function<BrokenDeadlocks, Optional<Times>> times) {

    List<Times> of(Cell cell) {
      return broken(cell).stream().flatMap(fork -> times.apply(fork).stream()).toList();
    }
  }

  private BreakingTimes() {}

  private static List<BrokenDeadlocks> broken(Cell cell) {
    return cell.measured().stream().flatMap(fork -> fork.deadlocks().stream()).toList();
  }

  /** Nothing where no deadlock was broken. */
  static List<Block> of(List<Cell> cells) {
    List<Cell> known = cells.stream().filter(cell -> count(cell, BrokenDeadlocks::count) > 0).toList();
    if (known.isEmpty()) {
      return List.of();
    }
    String every =
        known.stream().flatMap(cell -> broken(cell).stream()).map(BrokenDeadlocks::everyNanos).distinct().sorted().map(Quantity::nanos).collect(Collectors.joining(", "));
    List<String> heads = new ArrayList<>(List.of("cell", "broken", "workers in one", "victims again", "probes for one", "gaps in vain for one"));
    for (Part part : PARTS) {
      heads.add(part.title + ": p50, p95, max");
    }
    return List.of(
        plot(known, every),
        new DataTable("Deadlocks that were broken; looked or probed for every " + every + ". Percentiles are means over forks", heads, known.stream().map(BreakingTimes::row).toList(), false));
  }

  private static RowPlot plot(List<Cell> cells, String every) {
    List<Times> all = cells.stream().flatMap(cell -> PARTS.stream().flatMap(part -> part.of(cell).stream())).toList();
    long least = all.stream().mapToLong(Times::p50Nanos).min().orElse(1);
    long greatest = all.stream().mapToLong(Times::p95Nanos).max().orElse(1);
    Scale scale = Scale.logarithmic((double) Math.max(1, least), (double) Math.max(1, greatest));
    return new RowPlot(
        "How long deadlocks took, from p50 to p95",
        "time, logarithmic; the detector looks or probes every " + every,
        scale.across(Text::nanos),
        List.of("broken"),
        cells.stream().map(cell -> row(cell, scale)).toList(),
        PARTS.stream().map(part -> new Block.Key(part.style, part.title)).toList());
  }

  private static Row row(Cell cell, Scale scale) {
    List<Mark> marks = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Part part : PARTS) {
      List<Times> times = part.of(cell);
      if (!times.isEmpty()) {
        double p50 = mean(times, Times::p50Nanos);
        double p95 = mean(times, Times::p95Nanos);
        String title = part.title + ": p50 " + Text.nanos(p50) + ", p95 " + Text.nanos(p95);
        marks.add(new Mark(Shape.RANGE, scale.at(p50), scale.between(new Scale.Span(p50, p95)), part.style, title));
        marks.add(new Mark(Shape.DOT, scale.at(p50), "0", part.style + " mean", title));
        told.add(title);
      }
    }
    return new Row(cell.label(), marks, List.of(Text.count((double) count(cell, BrokenDeadlocks::count))), cell.label() + ": " + String.join("; ", told));
  }

  private static List<String> row(Cell cell) {
    double count = count(cell, BrokenDeadlocks::count);
    long redone = cell.measured().stream().flatMap(fork -> fork.retries().stream()).mapToLong(Retries::nanos).sum();
    List<String> row = new ArrayList<>();
    row.add(cell.label());
    row.add(Text.count(count));
    row.add(Text.count(count(cell, BrokenDeadlocks::members) / count));
    row.add(Text.count((double) count(cell, BrokenDeadlocks::repeated)));
    row.add(Text.count(count(cell, BrokenDeadlocks::probes) / count));
    row.add(Text.nanos(redone / count));
    for (Part part : PARTS) {
      List<Times> times = part.of(cell);
      long most = times.stream().mapToLong(Times::maxNanos).max().orElse(0);
      row.add(times.isEmpty() ? Text.NOTHING : Text.nanos(mean(times, Times::p50Nanos)) + ", " + Text.nanos(mean(times, Times::p95Nanos)) + ", " + Quantity.nanos(most));
    }
    return row;
  }

  private static long count(Cell cell, ToLongFunction<BrokenDeadlocks> figure) {
    return broken(cell).stream().mapToLong(figure).sum();
  }

  private static double mean(List<Times> forks, ToLongFunction<Times> figure) {
    return forks.stream().mapToLong(figure).average().orElse(0);
  }
}
