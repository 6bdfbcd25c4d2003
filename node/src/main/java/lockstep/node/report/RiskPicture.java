package lockstep.node.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.node.expectation.Coordinates;
import lockstep.node.report.Block.Mark;
import lockstep.node.report.Block.Measure;
import lockstep.node.report.Block.PairPlot;
import lockstep.node.report.Block.PairRow;
import lockstep.node.report.Block.Shape;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.DeadlockRisk;
import lockstep.node.result.Estimated;
import lockstep.node.terminal.Quantity;

/** The throughput of policies beside how often forks deadlocked under them: a chart for each work that was done, where deadlocks were most first. */
final class RiskPicture {

  private static final int MOST_CHARTS = 6;
  private static final int MOST_TICKS = 4;
  private static final Scale SHARES = new Scale(0, 1, 0.5, false);

  private final List<Cell> cells;
  private final Scale speeds;
  private final List<String> labels;

  private RiskPicture(List<Cell> cells) {
    this.cells = cells;
    double[] all = cells.stream().flatMap(cell -> cell.result().throughput().stream()).flatMapToDouble(RiskPicture::ends).sorted().toArray();
    this.speeds = all.length == 0 ? SHARES : Scale.fitting(all[0], all[all.length - 1]);
    this.labels = Axis.labels(cells.stream().map(RiskPicture::how).toList());
  }

  private static DoubleStream ends(Estimated value) {
    return Stream.concat(Stream.of(value.estimate()), Stream.concat(value.low().filter(low -> low > 0).stream(), value.high().stream())).mapToDouble(Double::doubleValue);
  }

  /** How a cell did its work, the policy first. */
  private static Map<String, String> how(Cell cell) {
    Map<String, String> how = new LinkedHashMap<>();
    cell.result().policy().ifPresent(policy -> how.put(Coordinates.POLICY, policy));
    how.putAll(cell.dimensions());
    how.keySet().removeAll(Axis.work(cell).keySet());
    return how;
  }

  /** At least one cell. */
  static List<Block> of(List<Cell> cells) {
    Map<Map<String, String>, List<Cell>> works = new LinkedHashMap<>();
    cells.forEach(cell -> works.computeIfAbsent(Axis.work(cell), _ -> new ArrayList<>()).add(cell));
    List<Map<String, String>> order =
        works.keySet().stream().sorted(Comparator.comparingInt((Map<String, String> work) -> hits(works.getOrDefault(work, List.of()))).reversed()).toList();
    List<String> names = Axis.names(order);
    List<Block> charts = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CHARTS, order.size()); i++) {
      String more = i == MOST_CHARTS - 1 && order.size() > MOST_CHARTS ? " (the first " + MOST_CHARTS + " of " + order.size() + " charts)" : "";
      String name = names.get(i).isEmpty() ? "" : ": " + names.get(i);
      charts.add(new RiskPicture(byPolicy(works.getOrDefault(order.get(i), List.of()))).plot("Price and safety" + name + more));
    }
    return charts;
  }

  private static int hits(List<Cell> cells) {
    return cells.stream().flatMap(cell -> cell.result().deadlocks().stream()).mapToInt(DeadlockRisk::hit).sum();
  }

  /** Policies in the order in which they first come. */
  private static List<Cell> byPolicy(List<Cell> cells) {
    Map<String, List<Cell>> policies = new LinkedHashMap<>();
    cells.forEach(cell -> policies.computeIfAbsent(cell.result().policy().orElse(""), _ -> new ArrayList<>()).add(cell));
    return policies.values().stream().flatMap(List::stream).toList();
  }

  private PairPlot plot(String caption) {
    List<PairRow> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      rows.add(row(cells.get(i), labels.get(i)));
    }
    boolean broken = cells.stream().anyMatch(cell -> isBroken(cell) && cell.result().deadlocks().filter(risk -> risk.hit() > 0).isPresent());
    return new PairPlot(
        caption,
        new Measure("price: tasks per second" + (speeds.logarithmic() ? ", logarithmic" : ""), cells.stream().anyMatch(cell -> cell.result().throughput().isPresent()) ? ticks() : List.of()),
        new Measure("safety: share of forks with a deadlock", SHARES.across(Text::share)),
        List.of("tasks/s", "forks", "per fork"),
        rows,
        broken ? List.of(new Block.Key("c0", "a ring: deadlocks that detect broke, after which forks went on")) : List.of());
  }

  /** Every second one where there are many: two plots share the width. */
  private List<Scale.Tick> ticks() {
    List<Scale.Tick> all = speeds.across(Text::count);
    return all.size() <= MOST_TICKS ? all : IntStream.range(0, all.size()).filter(n -> n % 2 == 0).mapToObj(all::get).toList();
  }

  private static boolean isBroken(Cell cell) {
    return cell.result().policy().filter(Policy.DETECT.id()::equals).isPresent();
  }

  private PairRow row(Cell cell, String label) {
    DeadlockRisk risk = cell.result().deadlocks().orElseThrow();
    Optional<Estimated> speed = cell.result().throughput();
    String told = Text.interval(speed, Quantity::count);
    String forks = risk.hit() + " of " + risk.forks();
    String seen = forks + (risk.forks() == 1 ? " fork" : " forks") + (isBroken(cell) ? " with deadlocks that were broken: " : " deadlocked: ") + RiskSection.perFork(risk);
    return new PairRow(
        label,
        speed.map(value -> marks(value, speeds, cell.style() + " mean", cell.style(), told)).orElse(List.of()),
        label + ": " + told + " tasks per second",
        marks(risk.perFork(), SHARES, cell.style() + (isBroken(cell) ? " hollow" : " mean"), cell.style(), seen),
        label + ": " + seen,
        List.of(told, forks + (isBroken(cell) && risk.hit() > 0 ? ", broken" : ""), RiskSection.perFork(risk)));
  }

  private static List<Mark> marks(Estimated value, Scale scale, String dot, String band, String title) {
    List<Mark> marks = new ArrayList<>();
    if (value.low().isPresent() && value.high().isPresent()) {
      double low = value.low().get();
      double high = value.high().get();
      if (high > low) {
        marks.add(new Mark(Shape.RANGE, scale.at(low), scale.between(new Scale.Span(low, high)), band, title));
      }
    }
    marks.add(new Mark(Shape.DOT, scale.at(value.estimate()), "0", dot, title));
    return marks;
  }
}
