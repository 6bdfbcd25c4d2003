package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.report.Block.CurvePlot;
import lockstep.node.report.Block.Mark;
import lockstep.node.report.Block.Row;
import lockstep.node.report.Block.RowPlot;
import lockstep.node.report.Block.Shape;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.Estimated;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Quantity;

/** How long tasks took: the percentiles that the forks recorded, each the mean of a cell's forks. */
final class LatencySection {

  private LatencySection() {}

  static Optional<Section> of(Cells cells) {
    List<Block> blocks = new ArrayList<>();
    plot("Response, from arrival to commit", cells, fork -> fork.arrivals().map(Arrived::response)).ifPresent(blocks::add);
    PercentileCurves.of("Response", cells, fork -> fork.arrivals().map(Arrived::response)).ifPresent(blocks::add);
    plot("Latency, from first step to commit", cells, ForkResult::latency).ifPresent(blocks::add);
    PercentileCurves.of("Latency", cells, ForkResult::latency).ifPresent(blocks::add);
    Axis.of(cells.measured()).flatMap(axis -> tail(axis, cells)).ifPresent(blocks::add);
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "latency",
                "Latency",
                "The median, the 99th percentile and the longest, on a logarithmic axis. Percentiles are means over forks; the longest is that of all forks.",
                blocks));
  }

  /** How the tail grows over what was swept. */
  private static Optional<CurvePlot> tail(Axis axis, Cells cells) {
    return Curves.of("99th percentile", axis, cells.measured(), LatencySection::tail, Text::nanos);
  }

  private static Optional<Estimated> tail(Cell cell) {
    double[] forks =
        latencies(cell, fork -> fork.arrivals().map(Arrived::response).or(fork::latency)).stream()
            .mapToDouble(latency -> (double) latency.p99Nanos())
            .toArray();
    return forks.length == 0 ? Optional.empty() : Optional.of(Estimated.ofMean(forks));
  }

  private static Optional<Block> plot(String caption, Cells cells, Function<ForkResult, Optional<Latency>> figure) {
    List<Cell> known = cells.measured().stream().filter(cell -> !latencies(cell, figure).isEmpty()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<Latency> all = known.stream().flatMap(cell -> latencies(cell, figure).stream()).toList();
    long least = all.stream().mapToLong(Latency::p50Nanos).min().orElse(1);
    long greatest = all.stream().mapToLong(Latency::maxNanos).max().orElse(1);
    Scale scale = Scale.logarithmic((double) Math.max(1, least), (double) Math.max(1, greatest));
    return Optional.of(
        new RowPlot(
            caption,
            "time, logarithmic",
            scale.across(Text::nanos),
            List.of("p50", "p99", "max"),
            known.stream().map(cell -> row(cell, latencies(cell, figure), scale)).toList(),
            List.of()));
  }

  private static List<Latency> latencies(Cell cell, Function<ForkResult, Optional<Latency>> figure) {
    return cell.measured().stream().flatMap(fork -> figure.apply(fork).stream()).filter(latency -> latency.samples() > 0).toList();
  }

  private static Row row(Cell cell, List<Latency> forks, Scale scale) {
    double p50 = mean(forks, Latency::p50Nanos);
    double p99 = mean(forks, Latency::p99Nanos);
    long max = forks.stream().mapToLong(Latency::maxNanos).max().orElse(0);
    List<String> values = List.of(Text.nanos(p50), Text.nanos(p99), Quantity.nanos(max));
    String told = "p50 " + values.get(0) + ", p99 " + values.get(1) + ", max " + values.get(2);
    List<Mark> marks =
        List.of(
            new Mark(Shape.RANGE, scale.at(p50), scale.between(new Scale.Span(p50, p99)), cell.style(), told),
            new Mark(Shape.DOT, scale.at(p50), "0", cell.style() + " mean", "p50 " + values.get(0)),
            new Mark(Shape.DOT, scale.at(p99), "0", cell.style() + " mean", "p99 " + values.get(1)),
            new Mark(Shape.DOT, scale.at((double) max), "0", cell.style() + " hollow", "max " + values.get(2)));
    return new Row(cell.label(), marks, values, cell.label() + ": " + told);
  }

  private static double mean(List<Latency> forks, ToLongFunction<Latency> percentile) {
    return forks.stream().mapToLong(percentile).average().orElse(0);
  }
}
