package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;
import lockstep.node.result.Comparison;
import lockstep.node.result.Estimate;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Table.Column;

/**
 * What event models recorded: of replications their estimates, of a single work its statistics and curves. Nothing of sweeps, which
 * are too much for a terminal: they are in the files of the run.
 */
public final class RecordedView {

  private static final int MOST_CURVES = 3;
  private static final int MOST_ESTIMATES = 20;
  private static final String NOTHING = "-";

  private final Comparison comparison;
  private final List<Estimate> estimates;

  public RecordedView(Comparison comparison, List<Estimate> estimates) {
    this.comparison = comparison;
    this.estimates = List.copyOf(estimates);
  }

  /** The lines, each part after an empty one; none when there is nothing to tell. */
  public List<String> lines() {
    List<ForkResult> measured = comparison.forks().stream().filter(ForkResult::isMeasured).toList();
    List<String> lines = new ArrayList<>();
    if (measured.stream().map(ForkResult::cell).distinct().count() > 1) {
      return lines;
    }
    Optional<EventFigures> events = measured.stream().findFirst().flatMap(ForkResult::events);
    if (!estimates.isEmpty()) {
      lines.add("");
      lines.addAll(estimated());
    } else if (events.isPresent() && !events.get().statistics().isEmpty()) {
      lines.add("");
      lines.addAll(recorded(events.get().statistics()));
    }
    events.ifPresent(
        figures ->
            figures.series().stream()
                .limit(MOST_CURVES)
                .forEach(
                    series -> {
                      lines.add("");
                      lines.addAll(Curve.lines(series));
                    }));
    return lines;
  }

  private List<String> estimated() {
    Table table =
        new Table(
            List.of(
                new Column("statistic", false),
                new Column("figure", false),
                new Column("estimate", true),
                new Column("95 % interval", false),
                new Column("replications", true)));
    estimates.stream()
        .limit(MOST_ESTIMATES)
        .forEach(
            e ->
                table.add(
                    List.of(
                        e.statistic(),
                        e.figure(),
                        number(e.estimate()),
                        number(e.low()) + " to " + number(e.high()),
                        Integer.toString(e.replications()))));
    return table.lines();
  }

  private static List<String> recorded(List<StatisticFigures> statistics) {
    Table table =
        new Table(
            List.of(
                new Column("statistic", false),
                new Column("count", true),
                new Column("mean", true),
                new Column("min", true),
                new Column("max", true),
                new Column("over time", true)));
    for (StatisticFigures s : statistics) {
      table.add(
          List.of(
              s.name(),
              Long.toString(s.count()),
              s.mean().map(RecordedView::number).orElse(NOTHING),
              s.min().map(String::valueOf).orElse(NOTHING),
              s.max().map(String::valueOf).orElse(NOTHING),
              s.overTime().map(RecordedView::number).orElse(NOTHING)));
    }
    return table.lines();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
