package lockstep.node.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import lockstep.node.analysis.Cost;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.MeanRatio;
import lockstep.node.analysis.SpeedUp;
import lockstep.node.analysis.UslFit;
import lockstep.node.expectation.Coordinates;

/** Finds the curves of scaling among the cells of a run. */
final class Scalings {

  private static final String CORES = Coordinates.CORES;
  private static final String WORKERS = Coordinates.WORKERS;

  private final Comparison comparison;
  private final int machine;

  /** What the cells of a curve have in common; the number of workers is 0 when it is the axis. */
  private record Curve(String engine, Optional<String> policy, int workers, Map<String, String> settings, Map<String, String> cell, long seed) {}

  private Scalings(Comparison comparison, int machine) {
    this.comparison = comparison;
    this.machine = machine;
  }

  /**
   * The curves over cores, and those over workers.
   *
   * @param machine how many cores there are where a cell says nothing of them
   */
  static List<Scaling> of(Comparison comparison, int machine) {
    Scalings scalings = new Scalings(comparison, machine);
    List<Scaling> all = new ArrayList<>();
    all.addAll(scalings.over(CORES, cell -> cell.cores().orElse(0)));
    all.addAll(scalings.over(WORKERS, cell -> cell.first().workers()));
    return all;
  }

  private List<Scaling> over(String axis, ToIntFunction<CellForks> at) {
    Map<Curve, List<CellForks>> curves = new LinkedHashMap<>();
    for (CellForks cell : comparison.cells()) {
      if (!cell.measured().isEmpty() && at.applyAsInt(cell) > 0) {
        curves.computeIfAbsent(curve(cell.first(), axis), _ -> new ArrayList<>()).add(cell);
      }
    }
    List<Scaling> scalings = new ArrayList<>();
    curves.forEach(
        (curve, cells) -> {
          if (cells.size() > 1) {
            cells.sort(Comparator.comparingInt(at));
            scalings.add(scaling(axis, curve, cells, cells.stream().mapToInt(at).toArray()));
          }
        });
    return scalings;
  }

  private static Curve curve(ForkResult fork, String axis) {
    Map<String, String> settings = new LinkedHashMap<>(fork.settings());
    if (axis.equals(CORES)) {
      settings.remove(CORES);
    }
    // Without the key, there are as many partitions as workers.
    if (axis.equals(WORKERS)) {
      settings.remove(Coordinates.PARTITIONS);
    }
    return new Curve(fork.engine(), fork.policy(), axis.equals(WORKERS) ? 0 : fork.workers(), settings, fork.cell(), fork.seed());
  }

  private Scaling scaling(String axis, Curve curve, List<CellForks> cells, int[] at) {
    List<ScalingPoint> points = IntStream.range(0, at.length).mapToObj(i -> point(cells.get(i), at[i])).toList();
    UslFit fit = fit(cells, at);
    Cost cost = Cost.of(IntStream.range(0, at.length).mapToObj(i -> new SpeedUp(at[i], speedUp(cells.get(i)))).toList());
    return new Scaling(
        curve.engine(),
        curve.policy(),
        axis,
        axis.equals(WORKERS) ? Optional.empty() : Optional.of(curve.workers()),
        curve.settings(),
        curve.cell(),
        curve.seed(),
        points,
        fit instanceof UslFit.Fitted fitted ? Optional.of(Usl.of(fitted)) : Optional.empty(),
        text(fit),
        cost instanceof Cost.Reached reached ? Optional.of(reached.cores()) : Optional.empty(),
        text(cost));
  }

  private ScalingPoint point(CellForks cell, int at) {
    Optional<Interval> speedUp = speedUp(cell);
    return new ScalingPoint(
        at,
        cell.first().workers() > cell.cores().orElse(machine),
        cell.isSettled(),
        cell.throughput().orElseThrow(),
        speedUp.map(Estimated::of),
        new SpeedUp(at, speedUp).efficiency().map(Estimated::of));
  }

  /** Over one thread alone: other baselines are no measure of what cores are worth. */
  private Optional<Interval> speedUp(CellForks cell) {
    return comparison
        .reference(cell)
        .filter(reference -> reference.first().workers() == 1 && reference.isSettled() && cell.isSettled())
        .flatMap(reference -> MeanRatio.of(cell.throughputs(), reference.throughputs()))
        .map(MeanRatio::interval);
  }

  /** A point for each fork that may be compared. */
  private static UslFit fit(List<CellForks> cells, int[] at) {
    List<Double> concurrency = new ArrayList<>();
    List<Double> throughput = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      if (cells.get(i).isSettled()) {
        for (double each : cells.get(i).throughputs()) {
          concurrency.add((double) at[i]);
          throughput.add(each);
        }
      }
    }
    return UslFit.of(
        concurrency.stream().mapToDouble(Double::doubleValue).toArray(), throughput.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static String text(UslFit fit) {
    return switch (fit) {
      case UslFit.NotEnoughPoints few -> "not enough points: " + few.points() + " of " + UslFit.LEAST_POINTS;
      case UslFit.Fitted fitted -> fitted.kappaAtBound() ? "kappa at bound" : "fitted";
    };
  }

  private static String text(Cost cost) {
    return switch (cost) {
      case Cost.Reached reached -> Integer.toString(reached.cores());
      case Cost.NotReached not -> "not reached up to " + not.upTo();
      case Cost.Unknown _ -> "unknown";
    };
  }
}
