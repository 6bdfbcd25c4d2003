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

  /** A figure of a fork; the right one of a comparison is multiplied by a factor. */
  private record Operand(ForkResult fork, Figure figure) {}

  /** What is to hold of one covered cell or pair. */
  private record Check(Operand left, Relation relation, BigDecimal factor, Optional<Operand> right, BigDecimal bound) {

    Stream<Operand> operands() {
      return Stream.concat(Stream.of(left), right.stream());
    }

    boolean isAvailable() {
      return operands().noneMatch(operand -> operand.fork().status() == Status.NOT_AVAILABLE);
    }
  }

  private final List<ForkResult> forks;
  private final FigureValues values;
  private final ForkLabels labels;

  ExpectationJudge(List<ForkResult> forks, FigureValues values) {
    this.forks = forks;
    this.values = values;
    this.labels = new ForkLabels(forks);
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
              .map(fork -> new Check(new Operand(fork, bound.left()), bound.relation(), BigDecimal.ONE, Optional.empty(), bound.value()))
              .toList();
      case Claim.Within within ->
          covered(expectation)
              .map(fork -> check(within, fork, within.factor(), new Operand(fork, within.right())))
              .toList();
      case Claim.Between between ->
          Pairs.of(between, expectation.where(), forks, ForkResult::coordinates).stream()
              .map(pair -> check(between, pair.left(), between.factor(), new Operand(pair.right(), between.right())))
              .toList();
    };
  }

  private static Check check(Claim claim, ForkResult left, BigDecimal factor, Operand right) {
    return new Check(new Operand(left, claim.left()), claim.relation(), factor, Optional.of(right), BigDecimal.ZERO);
  }

  private Stream<ForkResult> covered(Expectation expectation) {
    return forks.stream().filter(fork -> expectation.where().covers(fork.coordinates()));
  }

  private Optional<String> gap(Operand operand) {
    ForkResult fork = operand.fork();
    if (values.of(operand.figure(), fork).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        labels.of(fork)
            + (fork.isMeasured() ? " has no " + operand.figure().id() : ": " + fork.status().text() + ", no " + operand.figure().id()));
  }

  private boolean holds(Check check) {
    BigDecimal right = check.right().map(operand -> check.factor().multiply(value(operand))).orElse(check.bound());
    return check.relation().holds(value(check.left()), right);
  }

  private BigDecimal value(Operand operand) {
    return values.of(operand.figure(), operand.fork()).orElseThrow();
  }

  private String told(Check check) {
    String left = labels.of(check.left().fork()) + " has " + text(check.left());
    return left
        + check
            .right()
            .map(
                right ->
                    right.fork().equals(check.left().fork())
                        ? " and " + text(right)
                        : ", and " + labels.of(right.fork()) + " has " + text(right))
            .orElse("");
  }

  private String text(Operand operand) {
    return FigureValues.text(operand.figure(), value(operand));
  }

  static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + (what.startsWith("pair") ? what.replaceFirst("pair", "pairs") : what + "s");
  }
}
