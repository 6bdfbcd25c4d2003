package lockstep.node.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.report.Block.Curve;
import lockstep.node.report.Block.CurvePlot;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Facet;
import lockstep.node.report.Block.Point;
import lockstep.node.report.Block.Stretch;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Quantity;

/**
 * Draws how long the slowest tasks took: along the axis each nine more of the share of tasks has the same width, as in the plots of
 * HdrHistogram, since it is the tail that differs. A chart for each work, a curve for each cell of it: the mean of its forks.
 */
final class PercentileCurves {

  private static final int NINES = 4;
  private static final List<Double> MARKED = List.of(0.0, 90.0, 99.0, 99.9, 99.99);
  private static final int MOST_FACETS = 12;
  private static final int DASHES = 4;

  private final Function<ForkResult, Optional<Latency>> figure;
  private final Scale up;

  private PercentileCurves(Function<ForkResult, Optional<Latency>> figure, Scale up) {
    this.figure = figure;
    this.up = up;
  }

  /** Empty when no cell knows its percentiles. */
  static Optional<Block> of(String caption, Cells cells, Function<ForkResult, Optional<Latency>> figure) {
    Map<Map<String, String>, List<Cell>> works = new LinkedHashMap<>();
    for (Cell cell : cells.measured()) {
      if (!percentiles(cell, figure).isEmpty()) {
        works.computeIfAbsent(work(cell), _ -> new ArrayList<>()).add(cell);
      }
    }
    if (works.isEmpty()) {
      return Optional.empty();
    }
    List<Double> nanos =
        works.values().stream().flatMap(List::stream).flatMap(cell -> percentiles(cell, figure).values().stream()).sorted().toList();
    PercentileCurves curves = new PercentileCurves(figure, Scale.logarithmic(Math.max(1, nanos.getFirst()), Math.max(1, nanos.getLast())));
    String more = works.size() > MOST_FACETS ? "; the first " + MOST_FACETS + " of " + works.size() + " charts" : "";
    List<Cell> drawn = works.values().stream().limit(MOST_FACETS).flatMap(List::stream).toList();
    return Optional.of(
        new CurvePlot(
            caption + " of the slowest tasks, logarithmic" + more,
            "per cent of the tasks that took as long, or less",
            works.entrySet().stream().limit(MOST_FACETS).map(work -> curves.facet(work.getKey(), work.getValue(), works.size() > 1)).toList(),
            drawn.stream().map(cell -> new Block.Key(cell.style(), cell.dimensions().getOrDefault(Coordinates.ENGINE, ""))).distinct().toList(),
            curves.table(caption, drawn)));
  }

  private static Map<String, String> work(Cell cell) {
    Map<String, String> work = new LinkedHashMap<>(cell.dimensions());
    work.keySet().removeIf(name -> !name.startsWith(Coordinates.PARAMS) && !name.equals(Coordinates.RATE) && !name.equals(Coordinates.SEED));
    return work;
  }

  /** From the percentage of tasks to nanoseconds: the mean of a cell's forks. */
  private static Map<Double, Double> percentiles(Cell cell, Function<ForkResult, Optional<Latency>> figure) {
    List<Latency> forks =
        cell.measured().stream().flatMap(fork -> figure.apply(fork).stream()).filter(latency -> latency.samples() > 0).toList();
    Map<Double, Double> means = new TreeMap<>();
    forks.stream()
        .flatMap(latency -> latency.curve().stream())
        .filter(percentile -> percentile.percent() <= MARKED.getLast())
        .forEach(percentile -> means.merge(percentile.percent(), (double) percentile.nanos() / forks.size(), Double::sum));
    return means;
  }

  private Facet facet(Map<String, String> work, List<Cell> cells, boolean titled) {
    List<Curve> curves = new ArrayList<>();
    Map<String, Integer> used = new HashMap<>();
    StringBuilder told = new StringBuilder("How long the slowest tasks took.");
    for (Cell cell : cells) {
      curves.add(curve(cell, cell.style() + " d" + (used.merge(cell.style(), 1, Integer::sum) - 1) % DASHES));
      told.append(' ').append(cell.label()).append(": ").append(String.join(", ", points(cell).map(PercentileCurves::told).toList())).append('.');
    }
    String title = titled ? String.join(", ", work.entrySet().stream().map(entry -> Cells.text(entry.getKey(), entry.getValue())).toList()) : "";
    return new Facet(
        title, MARKED.stream().map(percent -> new Scale.Tick(x(percent), Quantity.plain(percent))).toList(), up.upwards(Text::nanos), curves, told.toString());
  }

  private Curve curve(Cell cell, String style) {
    List<Map.Entry<Double, Double>> points = points(cell).toList();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      Map.Entry<Double, Double> from = points.get(i - 1);
      Map.Entry<Double, Double> to = points.get(i);
      stretches.add(new Stretch(x(from.getKey()), up.below(from.getValue()), x(to.getKey()), up.below(to.getValue())));
    }
    return new Curve(
        style,
        stretches,
        List.of(),
        points.stream().map(point -> new Point(x(point.getKey()), up.below(point.getValue()), cell.label() + ": " + told(point))).toList());
  }

  private Stream<Map.Entry<Double, Double>> points(Cell cell) {
    return percentiles(cell, figure).entrySet().stream();
  }

  private static String told(Map.Entry<Double, Double> point) {
    return Quantity.plain(point.getKey()) + " % within " + Text.nanos(point.getValue());
  }

  /** No task is beyond all nines that are drawn. */
  private static String x(double percent) {
    return Scale.attribute(100 * Math.clamp(-Math.log10(1 - percent / 100) / NINES, 0, 1));
  }

  private DataTable table(String caption, List<Cell> cells) {
    List<String> heads = new ArrayList<>(List.of("cell"));
    MARKED.forEach(percent -> heads.add(Quantity.plain(percent) + " %"));
    return new DataTable(
        "The same as a table: " + caption,
        heads,
        cells.stream()
            .map(
                cell -> {
                  Map<Double, Double> known = percentiles(cell, figure);
                  List<String> row = new ArrayList<>(List.of(cell.label()));
                  MARKED.forEach(percent -> row.add(Optional.ofNullable(known.get(percent)).map(Text::nanos).orElse(Text.NOTHING)));
                  return List.copyOf(row);
                })
            .toList(),
        true);
  }
}
