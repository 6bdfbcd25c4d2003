package lockstep.node.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.node.analysis.Family;
import lockstep.node.analysis.Family.Change;
import lockstep.node.analysis.Family.Judged;
import lockstep.node.fork.Finding;
import lockstep.node.result.CellForks;
import lockstep.node.result.Control;
import lockstep.node.result.EnvironmentDifference;
import lockstep.node.result.ExitCode;
import lockstep.node.result.ForkLabels;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;

/**
 * What became of the cells of a run in another. All figures of all cells are one family ({@link Family}). Only cells that did the same
 * work, soundly, and came to a steady state in both runs are compared.
 *
 * @param environment in what the environments differ; empty when they do not, the version of the program apart
 * @param drifted those of the two runs in which the machine drifted
 * @param exitCode 0: nothing is worse; 10: something is; 11: nothing could be compared; 12: a cell did different work
 * @param sentence the same for people
 */
public record RunComparison(
    ResultDocument.RunId before,
    ResultDocument.RunId after,
    Optional<String> environment,
    List<ComparedCell> cells,
    List<Drift> drifted,
    int exitCode,
    String sentence) {

  /**
   * A run at the end of which the machine was another one.
   *
   * @param run its id
   * @param text what its control tells
   */
  public record Drift(String run, String text) {}

  private record Pair(CellForks before, CellForks after) {}

  private static final class Sampled {

    private final MeasuredFigure figure;
    private final double[] before;
    private final double[] after;

    Sampled(MeasuredFigure figure, double[] before, double[] after) {
      this.figure = figure;
      this.before = before;
      this.after = after;
    }

    static Optional<Sampled> of(MeasuredFigure figure, Pair pair) {
      return figure
          .of(pair.before)
          .flatMap(before -> figure.of(pair.after).map(after -> new Sampled(figure, before, after)));
    }
  }

  /** Compares the second run with the first. */
  public static RunComparison of(ResultDocument before, ResultDocument after) {
    ForkLabels labels = new ForkLabels(Stream.of(before, after).flatMap(run -> run.forks().stream()).toList());
    List<CellForks> others = CellForks.of(after.forks());
    Family family = new Family();
    List<Pair> pairs = new ArrayList<>();
    List<ComparedCell> cells = new ArrayList<>();
    for (CellForks cell : CellForks.of(before.forks())) {
      Optional<Pair> pair = matching(others, cell).map(other -> new Pair(cell, other));
      String status = pair.map(RunComparison::status).orElse("only-before");
      boolean noisy = isNoisy(cell) || pair.map(Pair::after).filter(RunComparison::isNoisy).isPresent();
      cells.add(new ComparedCell(labels.of(cell.first()), cell.first().name(), status, noisy, List.of()));
      pair.filter(_ -> status.equals(ComparedCell.COMPARED))
          .ifPresent(
              compared -> {
                pairs.add(compared);
                sampled(compared).forEach(s -> family.add(s.before, s.after, s.figure.direction()));
              });
    }
    List<CellForks> mine = CellForks.of(before.forks());
    others.stream()
        .filter(cell -> matching(mine, cell).isEmpty())
        .forEach(cell -> cells.add(new ComparedCell(labels.of(cell.first()), cell.first().name(), "only-after", isNoisy(cell), List.of())));
    return judged(before, after, filled(cells, pairs, family.judged().iterator()));
  }

  private static Optional<CellForks> matching(List<CellForks> cells, CellForks cell) {
    ForkResult fork = cell.first();
    return cells.stream()
        .filter(other -> other.first().isOfCellOf(fork) && other.first().simulation().equals(fork.simulation()))
        .findFirst();
  }

  private static boolean isNoisy(CellForks cell) {
    return cell.measured().stream().anyMatch(ForkResult::isDisturbed);
  }

  private static String status(Pair pair) {
    List<ForkResult> measured = Stream.of(pair.before, pair.after).flatMap(cell -> cell.measured().stream()).toList();
    if (Stream.of(pair.before, pair.after).anyMatch(cell -> cell.measured().size() < cell.all().size())) {
      return "not-measured";
    }
    if (measured.stream().anyMatch(fork -> fork.findings().stream().anyMatch(Finding::isDefect))) {
      return "unsound";
    }
    if (!measured.stream().allMatch(fork -> fork.didWorkOf(measured.getFirst()))) {
      return ComparedCell.DIFFERENT_WORK;
    }
    return pair.before.isSettled() && pair.after.isSettled() ? ComparedCell.COMPARED : "unsettled";
  }

  private static List<Sampled> sampled(Pair pair) {
    return Arrays.stream(MeasuredFigure.values()).flatMap(figure -> Sampled.of(figure, pair).stream()).toList();
  }

  private static List<ComparedCell> filled(List<ComparedCell> cells, List<Pair> pairs, Iterator<Judged> judged) {
    Iterator<Pair> compared = pairs.iterator();
    List<ComparedCell> filled = new ArrayList<>();
    for (ComparedCell cell : cells) {
      if (cell.status().equals(ComparedCell.COMPARED)) {
        List<ComparedFigure> figures =
            sampled(compared.next()).stream().map(s -> ComparedFigure.of(s.figure, mean(s.before), mean(s.after), judged.next())).toList();
        filled.add(new ComparedCell(cell.text(), cell.name(), cell.status(), cell.noisy(), figures));
      } else {
        filled.add(cell);
      }
    }
    return filled;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static RunComparison judged(ResultDocument before, ResultDocument after, List<ComparedCell> cells) {
    List<ComparedFigure> figures = cells.stream().flatMap(cell -> cell.figures().stream()).filter(figure -> figure.ratio().isPresent()).toList();
    long different = cells.stream().filter(cell -> cell.status().equals(ComparedCell.DIFFERENT_WORK)).count();
    long worse = figures.stream().filter(figure -> figure.is(Change.WORSE)).count();
    long better = figures.stream().filter(figure -> figure.is(Change.BETTER)).count();
    String counts = worse + " worse, " + better + " better, " + (figures.size() - worse - better) + " inconclusive";
    ExitCode code = ExitCode.PASS;
    String sentence = "Nothing is shown to be worse: of " + figures.size() + " figures " + counts + ".";
    if (different > 0) {
      code = ExitCode.DIFFERENT_WORK;
      sentence = "Not the same work in " + different + " of " + cells.size() + " cells, which are not compared; of " + figures.size() + " figures " + counts + ".";
    } else if (figures.isEmpty()) {
      code = ExitCode.INCONCLUSIVE;
      sentence = "Nothing could be compared: it takes cells of both runs that are measured, settled and sound, with two forks or more.";
    } else if (worse > 0) {
      code = ExitCode.EXPECTATION_FAILED;
      sentence = "Worse: of " + figures.size() + " figures " + counts + ".";
    }
    return new RunComparison(
        before.run(),
        after.run(),
        EnvironmentDifference.first(before.environment(), after.environment(), false),
        List.copyOf(cells),
        Stream.of(before, after).flatMap(run -> drift(run).stream()).toList(),
        code.code(),
        sentence);
  }

  private static Optional<Drift> drift(ResultDocument document) {
    return document.control().filter(Control::isDrifted).map(control -> new Drift(document.run().id(), control.text()));
  }

  /** Whether they have a cell in common. */
  public boolean hasCommonCell() {
    return cells.stream().anyMatch(cell -> !cell.status().startsWith("only-"));
  }
}
