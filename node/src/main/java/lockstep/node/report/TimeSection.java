package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.TimeAccount;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Mark;
import lockstep.node.report.Block.Row;
import lockstep.node.report.Block.RowPlot;
import lockstep.node.report.Block.Shape;
import lockstep.node.report.Cells.Cell;
import lockstep.node.terminal.Quantity;

/** Where the time of the cores went: four parts, stacked, and nothing else. */
final class TimeSection {

  private static final List<Block.Key> LEGEND =
      List.of(
          new Block.Key("baseline", "baseline CPU"),
          new Block.Key("extra", "extra CPU (left of zero when the engine needs less)"),
          new Block.Key("gc", "GC and JIT"),
          new Block.Key("idle", "idle"));

  private TimeSection() {}

  /** A part, as a share of all time. */
  private record Part(String style, String name, double share) {}

  static Optional<Section> of(Cells cells) {
    List<Cell> known =
        cells.measured().stream().filter(cell -> cell.result().time().filter(TimeAccount::plausible).isPresent()).toList();
    List<Cell> costs = cells.measured().stream().filter(cell -> cell.result().unitCost().isPresent()).toList();
    List<Block> blocks = new ArrayList<>();
    if (!known.isEmpty()) {
      blocks.add(stacks(known, cells.unit()));
    }
    if (!costs.isEmpty()) {
      blocks.add(costs(costs, cells.unit()));
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "time",
                "Where the time went",
                "Cores × wall = baseline CPU + extra CPU + GC and JIT + idle, exactly. Waits are times of tasks, not of cores, and are shown apart.",
                blocks));
  }

  private static RowPlot stacks(List<Cell> cells, String unit) {
    double least = 0;
    double greatest = 1;
    for (Cell cell : cells) {
      double below = parts(cell).stream().mapToDouble(part -> Math.min(0, part.share())).sum();
      least = Math.min(least, below);
      greatest = Math.max(greatest, 1 - below);
    }
    Scale scale = Scale.between(least, greatest);
    List<Row> rows = cells.stream().map(cell -> row(cell, scale)).toList();
    return new RowPlot(
        "The time of the cores", "share of cores × wall", scale.across(share -> Math.round(100 * share) + " %"), List.of("cores", "core time per " + unit), rows, LEGEND);
  }

  private static Row row(Cell cell, Scale scale) {
    TimeAccount time = cell.result().time().orElseThrow();
    List<Mark> marks = new ArrayList<>();
    List<String> told = new ArrayList<>();
    double below = 0;
    double above = 0;
    for (Part part : parts(cell)) {
      double from = part.share() < 0 ? below + part.share() : above;
      double to = from + Math.abs(part.share());
      if (part.share() < 0) {
        below = from;
      } else {
        above = to;
      }
      String text = part.name() + " " + percent(part.share());
      told.add(text);
      marks.add(new Mark(Shape.BAR, scale.at(from), scale.between(new Scale.Span(from, to)), part.style(), text));
    }
    return new Row(
        cell.label(),
        marks,
        List.of(Integer.toString(time.cores()), Text.nanos(time.totalNanos() / cell.units())),
        cell.label() + ": " + String.join(", ", told));
  }

  private static List<Part> parts(Cell cell) {
    TimeAccount time = cell.result().time().orElseThrow();
    double total = time.totalNanos();
    return List.of(
        new Part("baseline", "baseline CPU", time.baselineNanos() / total),
        new Part("extra", "extra CPU", time.extraNanos() / total),
        new Part("gc", "GC and JIT", time.gcAndJitNanos() / total),
        new Part("idle", "idle", time.idleNanos() / total));
  }

  private static String percent(double share) {
    return (share < 0 ? "−" : "") + Quantity.percent(Math.abs(share));
  }

  private static DataTable costs(List<Cell> cells, String unit) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      List<String> row = new ArrayList<>();
      row.add(cell.label());
      cell.result().unitCost().ifPresent(cost -> row.add(Text.nanos(cost.cpuNanos())));
      cell.result()
          .time()
          .ifPresentOrElse(
              time -> {
                row.add(each(time.baselineNanos(), cell));
                row.add(each(time.extraNanos(), cell));
                row.add(each(time.gcAndJitNanos(), cell));
                row.add(each(time.idleNanos(), cell));
              },
              () -> row.addAll(List.of(Text.NOTHING, Text.NOTHING, Text.NOTHING, Text.NOTHING)));
      rows.add(row);
    }
    return new DataTable(
        "Absolute times, each per " + unit, List.of("cell", "CPU, all", "baseline CPU", "extra CPU", "GC and JIT", "idle"), rows, false);
  }

  private static String each(long nanos, Cell cell) {
    double value = nanos / cell.units();
    return value < 0 ? "−" + Text.nanos(-value) : Text.nanos(value);
  }
}
