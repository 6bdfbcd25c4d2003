package lockstep.node.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.report.Block.Curve;
import lockstep.node.report.Block.CurvePlot;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Block.Facet;
import lockstep.node.report.Block.Stretch;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;

/** What event models recorded, of one fork for each work, since all others recorded the same. */
final class EventSection {

  private static final int MOST_SERIES = 12;
  private static final int MOST_STRETCHES = 400;

  private EventSection() {}

  static Optional<Section> of(ResultDocument document, Cells cells) {
    List<Told> works = works(cells);
    if (works.isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    if (!document.estimates().isEmpty()) {
      blocks.add(
          new DataTable(
              "Estimates from replications",
              List.of("parameters", "statistic", "figure", "replications", "estimate", "low", "high"),
              document.estimates().stream()
                  .map(
                      one ->
                          List.of(
                              one.cell().toString(), one.statistic(), one.figure(), Integer.toString(one.replications()), plain(one.estimate()), plain(one.low()), plain(one.high())))
                  .toList(),
              false));
    }
    table(blocks, "Compared with theory", List.of("run", "quantity", "expected", "standard deviation", "observed", "z"), works.stream().flatMap(EventSection::theory));
    table(blocks, "Statistics", List.of("run", "statistic", "count", "mean", "min", "max", "over time"), works.stream().flatMap(EventSection::statistics));
    series(works).ifPresent(blocks::add);
    return Optional.of(
        new Section(
            "events",
            "What the model recorded",
            "Virtual time, and the same on every engine: shown once for each combination of parameters and seed.",
            blocks));
  }

  /** A work, with the label of the cell that tells of it. */
  private record Told(String label, EventFigures figures) {}

  private static List<Told> works(Cells cells) {
    List<Told> works = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Cell cell : cells.measured()) {
      ForkResult fork = cell.measured().getFirst();
      if (fork.events().isPresent() && seen.add(List.of(fork.cell(), fork.seed()))) {
        works.add(new Told(cell.label(), fork.events().get()));
      }
    }
    return works;
  }

  private static void table(List<Block> blocks, String caption, List<String> heads, Stream<List<String>> rows) {
    List<List<String>> all = rows.toList();
    if (!all.isEmpty()) {
      blocks.add(new DataTable(caption, heads, all, false));
    }
  }

  private static Stream<List<String>> theory(Told work) {
    return work.figures().theory().stream()
        .map(check -> List.of(work.label(), check.quantity(), plain(check.expected()), plain(check.deviation()), plain(check.observed()), plain(check.z())));
  }

  private static Stream<List<String>> statistics(Told work) {
    return work.figures().statistics().stream()
        .map(
            one ->
                List.of(
                    work.label(),
                    one.name(),
                    Long.toString(one.count()),
                    one.mean().map(EventSection::plain).orElse(Text.NOTHING),
                    one.min().map(String::valueOf).orElse(Text.NOTHING),
                    one.max().map(String::valueOf).orElse(Text.NOTHING),
                    one.overTime().map(EventSection::plain).orElse(Text.NOTHING)));
  }

  private static Optional<Block> series(List<Told> works) {
    List<Facet> facets = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Told work : works) {
      for (SeriesFigures series : work.figures().series()) {
        if (facets.size() < MOST_SERIES && series.values().size() > 1) {
          facets.add(facet(work, series));
          long least = series.values().stream().mapToLong(Long::longValue).min().orElse(0);
          long greatest = series.values().stream().mapToLong(Long::longValue).max().orElse(0);
          rows.add(
              List.of(
                  work.label(), series.name(), Integer.toString(series.values().size()), plain(series.interval()), Long.toString(least), Long.toString(greatest), Long.toString(series.values().getLast())));
        }
      }
    }
    DataTable table = new DataTable("The same as a table", List.of("run", "series", "slots", "length of a slot", "least", "greatest", "last"), rows, true);
    return facets.isEmpty() ? Optional.empty() : Optional.of(new CurvePlot("Series over virtual time", "virtual time", facets, List.of(), table));
  }

  private static Facet facet(Told work, SeriesFigures series) {
    List<Long> values = series.values();
    Scale across = Scale.between(0, values.size() * series.interval());
    Scale up =
        Scale.linear(
            values.stream().mapToDouble(Long::doubleValue).min().orElse(0), values.stream().mapToDouble(Long::doubleValue).max().orElse(1));
    int every = Math.max(1, values.size() / MOST_STRETCHES);
    List<Stretch> stretches = new ArrayList<>();
    for (int slot = every; slot < values.size(); slot += every) {
      int before = slot - every;
      stretches.add(
          new Stretch(
              across.at(before * series.interval()), up.below(values.get(before).doubleValue()), across.at(slot * series.interval()), up.below(values.get(slot).doubleValue())));
    }
    String title = series.name() + ", " + work.label();
    return new Facet(
        title,
        across.across(Text::count),
        up.upwards(Text::count),
        List.of(new Curve("c1", stretches, List.of(), List.of())),
        title + ": " + values.size() + " values, the last " + values.getLast());
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : String.format(Locale.ROOT, "%.5g", value);
  }
}
