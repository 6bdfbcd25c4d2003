package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import lockstep.engine.risk.Fairness;
import lockstep.engine.risk.NearMisses.Depth;
import lockstep.engine.risk.RiskFigures;
import lockstep.engine.risk.TraceEnd;
import lockstep.node.analysis.EventRate;
import lockstep.node.analysis.Interval;
import lockstep.node.report.Block.DataTable;
import lockstep.node.report.Cells.Cell;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Quantity;

/** What traces told: how near to a deadlock workers came, how evenly they were served, how often they tried in vain. */
final class FairnessSection {

  private static final double MILLION = 1e6;

  /** Columns of the table of depths; what is deeper is in the last one. */
  private static final int MOST_DEPTHS = 8;

  private FairnessSection() {}

  /** A cell and the traces of its forks. */
  private record TracedCell(Cell cell, List<RiskFigures> traces) {

    long sum(ToLongFunction<RiskFigures> figure) {
      return traces.stream().mapToLong(figure).sum();
    }

    long most(ToLongFunction<RiskFigures> figure) {
      return traces.stream().mapToLong(figure).max().orElse(0);
    }

    long tasks() {
      return sum(RiskFigures::tasks);
    }

    long nearMisses() {
      return sum(trace -> trace.nearMisses().count());
    }

    long circles() {
      return sum(trace -> trace.circles().count());
    }
  }

  static Optional<Section> of(Cells cells) {
    List<TracedCell> traced =
        cells.all().stream()
            .map(cell -> new TracedCell(cell, cell.forks().stream().map(ForkResult::risk).flatMap(Optional::stream).toList()))
            .filter(cell -> !cell.traces().isEmpty())
            .toList();
    return traced.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "near-misses",
                "Near misses and fairness",
                "What a trace of the first tasks tells, made in each fork after all that was measured: compare cells by it, not speeds. A near miss is a wait for a worker who waits himself:"
                    + " where there are many, and deep ones, a policy that can deadlock is near to it.",
                List.of(
                    new DataTable(
                        "Near misses and deadlocks that formed",
                        List.of("cell", "traces", "waits per task", "near misses per million tasks", "deepest chain", "near miss, median", "longest", "deadlocks formed", "formation, median", "longest"),
                        traced.stream().map(FairnessSection::nearMisses).toList(),
                        false),
                    new DataTable(
                        "Fairness, and attempts in vain",
                        List.of("cell", "longest wait", "most bypassed", "evenness of tasks", "evenness of waits", "retries per task", "longest row of retries", "most attempts of a task"),
                        traced.stream().map(FairnessSection::fairness).toList(),
                        false),
                    depths(traced))));
  }

  private static List<String> nearMisses(TracedCell cell) {
    return List.of(
        cell.cell().label(),
        traces(cell),
        perTask(cell, trace -> trace.nearMisses().waits()),
        rate(cell),
        Text.count((double) cell.most(trace -> trace.nearMisses().deepest())),
        cell.nearMisses() == 0 ? Text.NOTHING : Quantity.nanos(middle(cell, trace -> trace.nearMisses().count() > 0, trace -> trace.nearMisses().medianNanos())),
        cell.nearMisses() == 0 ? Text.NOTHING : Quantity.nanos(cell.most(trace -> trace.nearMisses().longestNanos())),
        Text.count((double) cell.circles()),
        cell.circles() == 0 ? Text.NOTHING : Quantity.nanos(middle(cell, trace -> trace.circles().count() > 0, trace -> trace.circles().medianFormationNanos())),
        cell.circles() == 0 ? Text.NOTHING : Quantity.nanos(cell.most(trace -> trace.circles().longestFormationNanos())));
  }

  /** How many there are, how long, and how many of them are not whole. */
  private static String traces(TracedCell cell) {
    StringBuilder told = new StringBuilder(cell.traces().size() + " of " + Quantity.count((double) cell.tasks()) + " tasks");
    for (TraceEnd end : List.of(TraceEnd.DEADLOCK, TraceEnd.STANDSTILL, TraceEnd.LIMIT)) {
      long ended = cell.traces().stream().filter(trace -> trace.end() == end).count();
      if (ended > 0) {
        told.append(", ").append(ended).append(' ').append(text(end));
      }
    }
    long dropped = cell.sum(RiskFigures::dropped);
    return told + (dropped > 0 ? ", " + Text.count((double) dropped) + " moves dropped" : "");
  }

  private static String text(TraceEnd end) {
    return switch (end) {
      case DONE -> "done";
      case DEADLOCK -> "deadlocked";
      case STANDSTILL -> "came to a standstill";
      case LIMIT -> "out of time";
    };
  }

  private static String perTask(TracedCell cell, ToLongFunction<RiskFigures> figure) {
    return cell.tasks() == 0 ? Text.NOTHING : Text.count((double) cell.sum(figure) / cell.tasks());
  }

  /** With an interval that is clustered by forks, where there are some, and retries did not make more of them than there were tasks. */
  private static String rate(TracedCell cell) {
    if (cell.tasks() == 0) {
      return Text.NOTHING;
    }
    List<RiskFigures> traces = cell.traces();
    boolean fits = traces.stream().allMatch(trace -> trace.tasks() > 0 && trace.nearMisses().count() <= trace.tasks());
    Optional<Interval> interval =
        fits && cell.nearMisses() > 0
            ? EventRate.perMillion(
                traces.stream().mapToLong(trace -> trace.nearMisses().count()).toArray(),
                traces.stream().mapToLong(RiskFigures::tasks).toArray())
            : Optional.empty();
    return Text.count(MILLION * cell.nearMisses() / cell.tasks())
        + interval.map(range -> " (" + Text.count(range.low()) + " to " + Text.count(range.high()) + ")").orElse("");
  }

  /** The median of the forks that have one. */
  private static long middle(TracedCell cell, Function<RiskFigures, Boolean> has, ToLongFunction<RiskFigures> figure) {
    long[] sorted = cell.traces().stream().filter(has::apply).mapToLong(figure).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  private static List<String> fairness(TracedCell cell) {
    boolean waits = cell.sum(trace -> trace.nearMisses().waits()) > 0;
    return List.of(
        cell.cell().label(),
        waits ? Quantity.nanos(cell.most(trace -> trace.fairness().longestWaitNanos())) : Text.NOTHING,
        waits ? Text.count((double) cell.most(trace -> trace.fairness().mostBypassed())) : Text.NOTHING,
        least(cell, Fairness::commitEvenness),
        least(cell, Fairness::waitEvenness),
        perTask(cell, trace -> trace.livelock().retries()),
        Text.count((double) cell.most(trace -> trace.livelock().mostBetweenCommits())),
        Text.count((double) cell.most(trace -> trace.livelock().mostAttempts())));
  }

  /** Of its forks the least even. */
  private static String least(TracedCell cell, Function<Fairness, Optional<Double>> figure) {
    return cell.traces().stream()
        .flatMap(trace -> figure.apply(trace.fairness()).stream())
        .min(Double::compare)
        .map(Quantity::ratio)
        .orElse(Text.NOTHING);
  }

  private static DataTable depths(List<TracedCell> traced) {
    int deepest = (int) traced.stream().mapToLong(cell -> cell.most(trace -> trace.nearMisses().deepest())).max().orElse(1);
    int columns = Math.max(1, Math.min(MOST_DEPTHS, deepest));
    List<String> heads = new ArrayList<>(List.of("cell"));
    for (int depth = 1; depth <= columns; depth++) {
      heads.add(depth + (depth == MOST_DEPTHS && deepest > depth ? " or more" : ""));
    }
    return new DataTable(
        "Waits by how many workers waited in the longest chain", heads, traced.stream().map(cell -> depths(cell, columns)).toList(), true);
  }

  private static List<String> depths(TracedCell cell, int columns) {
    Map<Integer, Long> waits =
        cell.traces().stream()
            .flatMap(trace -> trace.nearMisses().depths().stream())
            .collect(Collectors.groupingBy(depth -> Math.min(columns, depth.workers()), TreeMap::new, Collectors.summingLong(Depth::waits)));
    List<String> row = new ArrayList<>(List.of(cell.cell().label()));
    for (int depth = 1; depth <= columns; depth++) {
      row.add(Text.count(waits.getOrDefault(depth, 0L)));
    }
    return row;
  }
}
