package lockstep.node.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.node.report.Block.Curve;
import lockstep.node.report.Block.CurvePlot;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Facet;
import lockstep.node.report.Block.Point;
import lockstep.node.report.Block.Stretch;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.Estimated;

/** Draws a figure of cells as curves over an axis; along a setting of engines, an engine without that setting is a level
 * to compare with. */
final class Curves {

  private static final int DASHES = 7;
  private static final int MOST_FACETS = 12;

  private final String figure;
  private final Axis axis;
  private final DoubleFunction<String> number;
  private final List<Placed> placed;
  private final Scale across;
  private final Scale up;

  /** A cell with what is drawn of it. */
  private record Placed(Cell cell, Optional<Double> at, Estimated value) {}

  private Curves(String figure, Axis axis, List<Placed> placed, DoubleFunction<String> number) {
    this.figure = figure;
    this.axis = axis;
    this.placed = placed;
    this.number = number;
    double[] places = placed.stream().flatMap(one -> one.at().stream()).mapToDouble(Double::doubleValue).sorted().toArray();
    double[] values = placed.stream().flatMap(one -> ends(one.value())).mapToDouble(Double::doubleValue).sorted().toArray();
    this.across = Scale.between(places[0], places[places.length - 1]);
    double least = placed.stream().mapToDouble(one -> one.value().estimate()).min().orElse(0);
    this.up = Scale.fitting(least, values[values.length - 1]);
  }

  /** Empty when no curve has two points. */
  static Optional<CurvePlot> of(
      String figure,
      Axis axis,
      List<Cell> cells,
      Function<Cell, Optional<Estimated>> value,
      DoubleFunction<String> number) {
    List<Placed> placed =
        cells.stream()
            .flatMap(cell -> value.apply(cell).map(found -> new Placed(cell, place(axis, cell), found)).stream())
            .toList();
    List<Cell> drawn = placed.stream().map(Placed::cell).toList();
    boolean has = Axis.of(drawn).isPresent() && placed.stream().flatMap(one -> one.at().stream()).distinct().count() > 1;
    return has ? Optional.of(new Curves(figure, axis, placed, number).plot()) : Optional.empty();
  }

  private static Optional<Double> place(Axis axis, Cell cell) {
    return axis.value(cell).stream().boxed().findFirst();
  }

  private static Stream<Double> ends(Estimated value) {
    return Stream.concat(Stream.of(value.estimate()), Stream.concat(value.low().stream(), value.high().stream()));
  }

  private CurvePlot plot() {
    List<Map<String, String>> facets = placed.stream().map(one -> axis.facet(one.cell())).distinct().toList();
    List<Map<String, String>> curves = placed.stream().map(one -> axis.curve(one.cell())).distinct().toList();
    List<String> titles = Axis.names(facets);
    List<String> labels = Axis.labels(curves);
    Map<Map<String, String>, String> styles = styles();
    List<Facet> drawn = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_FACETS, facets.size()); i++) {
      drawn.add(facet(facets.get(i), titles.get(i), curves, labels, styles));
    }
    List<Block.Key> legend = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      legend.add(new Block.Key(styles.getOrDefault(curves.get(i), "c0"), labels.get(i)));
    }
    String more = facets.size() > MOST_FACETS ? "; the first " + MOST_FACETS + " of " + facets.size() + " charts" : "";
    return new CurvePlot(
        capital(figure) + " over " + axis.name() + (up.logarithmic() ? ", logarithmic" : "") + more,
        axis.name() + (across.logarithmic() ? ", logarithmic" : ""),
        drawn,
        legend,
        table());
  }

  /** The colour of the engine, and a dash for each of its curves. */
  private Map<Map<String, String>, String> styles() {
    Map<Map<String, String>, String> styles = new LinkedHashMap<>();
    Map<String, Integer> used = new HashMap<>();
    for (Placed one : placed) {
      styles.computeIfAbsent(
          axis.curve(one.cell()), _ -> one.cell().style() + " d" + (used.merge(one.cell().style(), 1, Integer::sum) - 1) % DASHES);
    }
    return styles;
  }

  private Facet facet(
      Map<String, String> facet,
      String title,
      List<Map<String, String>> curves,
      List<String> labels,
      Map<Map<String, String>, String> styles) {
    List<Curve> drawn = new ArrayList<>();
    StringBuilder told = new StringBuilder(capital(figure) + " over " + axis.name() + (title.isEmpty() ? "" : ", " + title) + ".");
    for (int i = 0; i < curves.size(); i++) {
      Map<String, String> curve = curves.get(i);
      List<Placed> points =
          placed.stream()
              .filter(one -> axis.facet(one.cell()).equals(facet) && axis.curve(one.cell()).equals(curve))
              .sorted(Comparator.comparingDouble(one -> one.at().orElse(0.0)))
              .toList();
      if (!points.isEmpty()) {
        String style = styles.getOrDefault(curve, "c0");
        drawn.add(points.size() == 1 ? level(points.getFirst(), style) : curve(points, style));
        told.append(' ').append(labels.get(i)).append(": ");
        told.append(String.join(", ", points.stream().map(this::told).toList())).append('.');
      }
    }
    return new Facet(title, marks(), up.upwards(number), drawn, told.toString());
  }

  /** The values of the axis themselves, while there are few. */
  private List<Scale.Tick> marks() {
    List<Double> places = placed.stream().flatMap(one -> one.at().stream()).distinct().sorted().toList();
    return places.size() <= 6 ? places.stream().map(place -> new Scale.Tick(across.at(place), place(place))).toList() : across.across(this::place);
  }

  private String place(double at) {
    return axis.number(placed.stream().map(Placed::cell).toList()).apply(at);
  }

  private String told(Placed one) {
    return one.at().map(at -> "at " + place(at) + " ").orElse("") + Text.interval(Optional.of(one.value()), number);
  }

  private Curve level(Placed one, String style) {
    String y = up.below(one.value().estimate());
    List<Point> points = one.at().map(at -> new Point(across.at(at), y, one.cell().label() + ": " + told(one))).stream().toList();
    List<Stretch> level = axis.isOfWork() ? List.of() : List.of(new Stretch("0%", y, "100%", y));
    return new Curve(style + " reference", level, interval(one), points);
  }

  private Curve curve(List<Placed> points, String style) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      Placed from = points.get(i - 1);
      Placed to = points.get(i);
      stretches.add(new Stretch(x(from), up.below(from.value().estimate()), x(to), up.below(to.value().estimate())));
    }
    return new Curve(
        style,
        stretches,
        points.stream().flatMap(one -> interval(one).stream()).toList(),
        points.stream().map(one -> new Point(x(one), up.below(one.value().estimate()), one.cell().label() + ": " + told(one))).toList());
  }

  private String x(Placed one) {
    return across.at(one.at().orElse(across.from()));
  }

  private List<Stretch> interval(Placed one) {
    return one.value().low().flatMap(low -> one.value().high().map(high -> new Stretch(x(one), up.below(low), x(one), up.below(high)))).stream().toList();
  }

  private DataTable table() {
    List<List<String>> rows =
        placed.stream()
            .map(
                one ->
                    List.of(
                        one.cell().label(),
                        one.at().map(this::place).orElse(Text.NOTHING),
                        number.apply(one.value().estimate()),
                        one.value().low().map(number::apply).orElse(Text.NOTHING),
                        one.value().high().map(number::apply).orElse(Text.NOTHING)))
            .toList();
    return new DataTable("The same as a table: " + figure, List.of("cell", axis.name(), figure, "low", "high"), rows, true);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
