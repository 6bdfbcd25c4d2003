package lockstep.node.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Figure;
import lockstep.node.expectation.Pairs;
import lockstep.node.expectation.Relation;
import lockstep.node.fork.ForkReport.Status;

/** Judges expectations by the forks of a run. */
final class ExpectationJudge {

  /** A figure of a cell; the right one of a comparison is multiplied by a factor. */
  private record Operand(CellForks cell, Figure figure) {}

  /** What is to hold of one covered cell or pair. */
  private record Check(Operand left, Relation relation, BigDecimal factor, Optional<Operand> right, BigDecimal bound) {

    Stream<Operand> operands() {
      return Stream.concat(Stream.of(left), right.stream());
    }

    boolean isAvailable() {
      return operands().noneMatch(operand -> operand.cell().first().status() == Status.NOT_AVAILABLE);
    }
  }

  private final List<CellForks> cells;
  private final FigureValues values;
  private final ForkLabels labels;

  ExpectationJudge(Comparison comparison, FigureValues values) {
    this.cells = comparison.cells();
    this.values = values;
    this.labels = new ForkLabels(comparison.forks());
  }

  /** A failure outweighs what is missing. */
  ExpectationResult judge(Expectation expectation) {
    List<Check> checks = checks(expectation).stream().filter(Check::isAvailable).toList();
    String cells = expectation.claim() instanceof Claim.Between ? "pair of cells" : "cell";
    if (checks.isEmpty()) {
      return ExpectationResult.of(expectation, ExpectationResult.Status.INCONCLUSIVE, "no " + cells + " that it covers was performed");
    }
    List<String> missing = new ArrayList<>();
    for (Check check : checks) {
      Optional<String> gap = check.operands().flatMap(operand -> gap(operand).stream()).findFirst();
      gap.ifPresent(missing::add);
      if (gap.isEmpty() && !holds(check)) {
        return ExpectationResult.of(expectation, ExpectationResult.Status.FAIL, told(check));
      }
    }
    return missing.isEmpty()
        ? ExpectationResult.of(expectation, ExpectationResult.Status.PASS, "holds in " + counted(checks.size(), cells))
        : ExpectationResult.of(expectation, ExpectationResult.Status.INCONCLUSIVE, missing.getFirst());
  }

  private List<Check> checks(Expectation expectation) {
    return switch (expectation.claim()) {
      case Claim.Bound bound ->
          covered(expectation)
              .map(cell -> new Check(new Operand(cell, bound.left()), bound.relation(), BigDecimal.ONE, Optional.empty(), bound.value()))
              .toList();
      case Claim.Within within ->
          covered(expectation)
              .map(cell -> check(within, cell, within.factor(), new Operand(cell, within.right())))
              .toList();
      case Claim.Between between ->
          Pairs.of(between, expectation.where(), cells, CellForks::coordinates).stream()
              .map(pair -> check(between, pair.left(), between.factor(), new Operand(pair.right(), between.right())))
              .toList();
    };
  }

  private static Check check(Claim claim, CellForks left, BigDecimal factor, Operand right) {
    return new Check(new Operand(left, claim.left()), claim.relation(), factor, Optional.of(right), BigDecimal.ZERO);
  }

  private Stream<CellForks> covered(Expectation expectation) {
    return cells.stream().filter(cell -> expectation.where().covers(cell.coordinates()));
  }

  private Optional<String> gap(Operand operand) {
    CellForks cell = operand.cell();
    if (values.of(operand.figure(), cell).isPresent()) {
      return Optional.empty();
    }
    ForkResult fork = cell.first();
    String figure = operand.figure().id();
    if (!fork.isMeasured()) {
      return Optional.of(labels.of(fork) + ": " + fork.status().text() + ", no " + figure);
    }
    return Optional.of(labels.of(fork) + (cell.isSettled() ? " has no " : " is unsettled: no ") + figure);
  }

  private boolean holds(Check check) {
    BigDecimal right = check.right().map(operand -> check.factor().multiply(value(operand))).orElse(check.bound());
    return check.relation().holds(value(check.left()), right);
  }

  private BigDecimal value(Operand operand) {
    return values.of(operand.figure(), operand.cell()).orElseThrow();
  }

  private String told(Check check) {
    String left = labels.of(check.left().cell().first()) + " has " + text(check.left());
    return left
        + check
            .right()
            .map(
                right ->
                    right.cell().equals(check.left().cell())
                        ? " and " + text(right)
                        : ", and " + labels.of(right.cell().first()) + " has " + text(right))
            .orElse("");
  }

  private String text(Operand operand) {
    return FigureValues.text(operand.figure(), value(operand));
  }

  static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + (what.startsWith("pair") ? what.replaceFirst("pair", "pairs") : what + "s");
  }
}
