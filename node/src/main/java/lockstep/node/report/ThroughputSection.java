package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lockstep.node.report.Block.Mark;
import lockstep.node.report.Block.Row;
import lockstep.node.report.Block.RowPlot;
import lockstep.node.report.Block.Shape;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.CellResult;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Quantity;

/** How fast: curves over what was swept, and every fork as a dot. */
final class ThroughputSection {

  private ThroughputSection() {}

  static Optional<Section> of(Cells cells) {
    if (cells.measured().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    Optional<Axis> axis = Axis.of(cells.measured());
    axis.flatMap(found -> Curves.of(cells.unit() + "s per second", found, cells.measured(), cell -> cell.result().throughput(), Text::count)).ifPresent(blocks::add);
    axis.flatMap(found -> Curves.of("speed-up over the reference", found, cells.measured(), cell -> cell.result().speedUp(), Quantity::ratio)).ifPresent(blocks::add);
    blocks.add(forks(cells));
    return Optional.of(
        new Section(
            "throughput",
            "Throughput and speed-up",
            "The mean of the forks, with the interval in which the true value lies with 95 % confidence. Where intervals overlap, nothing is known to differ.",
            blocks));
  }

  private static RowPlot forks(Cells cells) {
    double[] all = cells.measured().stream().flatMap(cell -> values(cell).stream()).mapToDouble(Double::doubleValue).sorted().toArray();
    Scale scale = Scale.fitting(all[0], all[all.length - 1]);
    Function<Cell, Row> row =
        cell -> {
          CellResult result = cell.result();
          String told = Text.interval(result.throughput(), Quantity::count);
          return new Row(
              cell.label(),
              marks(cell, scale),
              List.of(told, Text.interval(result.speedUp(), Quantity::ratio), state(result)),
              cell.label() + ": " + told + " " + cells.unit() + "s per second, forks " + values(cell).stream().map(Quantity::count).toList());
        };
    return new RowPlot(
        "Every fork as a dot, the interval of the mean as a band",
        cells.unit() + "s per second" + (scale.logarithmic() ? ", logarithmic" : ""),
        scale.across(Text::count),
        List.of(cells.unit() + "s/s", "speed-up", "forks"),
        cells.measured().stream().map(row).toList(),
        List.of());
  }

  private static List<Double> values(Cell cell) {
    return cell.measured().stream().flatMap(fork -> fork.throughput().stream()).toList();
  }

  private static List<Mark> marks(Cell cell, Scale scale) {
    List<Mark> marks = new ArrayList<>();
    Estimated mean = cell.result().throughput().orElseThrow();
    if (mean.low().isPresent() && mean.high().isPresent()) {
      double low = mean.low().get();
      double high = mean.high().get();
      marks.add(
          new Mark(
              Shape.RANGE, scale.at(low), scale.between(new Scale.Span(low, high)), cell.style(), "interval of the mean: " + Quantity.count(low) + " to " + Quantity.count(high)));
    }
    for (ForkResult fork : cell.measured()) {
      double value = fork.throughput().orElseThrow();
      String hollow = fork.isSettled() ? "" : " hollow";
      marks.add(new Mark(Shape.DOT, scale.at(value), "0", cell.style() + hollow, "fork " + fork.fork() + ": " + Quantity.count(value) + (hollow.isEmpty() ? "" : ", not settled")));
    }
    return marks;
  }

  private static String state(CellResult result) {
    return result.measured()
        + (result.measured() < result.forks() ? " of " + result.forks() : "")
        + (result.steady().orElse(true) ? "" : ", unsettled")
        + (result.oversubscribed() ? ", oversubscribed" : "");
  }
}
