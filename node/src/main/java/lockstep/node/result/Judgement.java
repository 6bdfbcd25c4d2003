package lockstep.node.result;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.Coordinates;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Figure;
import lockstep.node.fork.Finding;

/**
 * A comparison in the light of what was expected: which expectations hold, and which findings are no defects since the scenario
 * expects them.
 *
 * <p>A fork's finding is expected when an expectation that covers its cell holds for that, and would not if there were nothing to
 * find: {@code lost-updates > 0}. Where lost updates are expected, the state is not what it should be by design; so neither the
 * digest nor the model's invariants are held against that fork, nor that there is no order of its tasks; but the ledger still is.
 */
public final class Judgement {

  private static final Set<Figure> FINDINGS =
      Set.of(Figure.LOST_UPDATES, Figure.DEADLOCKS, Figure.BROKEN_HOLDS, Figure.INVARIANTS, Figure.NOT_SERIALISABLE);

  private record Expected(Coordinates cell, Figure figure) {}

  private final Comparison comparison;
  private final boolean strict;
  private final List<ExpectationResult> results;
  private final Set<Expected> expected = new HashSet<>();

  public Judgement(Comparison comparison, List<Expectation> expectations) {
    this(comparison, expectations, false);
  }

  /**
   * The same.
   *
   * @param strict whether figures that may not be compared, or were measured on a noisy machine, prove nothing
   */
  public Judgement(Comparison comparison, List<Expectation> expectations, boolean strict) {
    this.comparison = comparison;
    this.strict = strict;
    FigureValues values = new FigureValues(comparison);
    ExpectationJudge judge = new ExpectationJudge(comparison, values);
    this.results = expectations.stream().map(judge::judge).toList();
    expectations.forEach(expectation -> noteExpected(expectation, values));
  }

  private void noteExpected(Expectation expectation, FigureValues values) {
    if (expectation.claim() instanceof Claim.Bound bound && FINDINGS.contains(bound.left()) && !bound.holds(BigDecimal.ZERO)) {
      comparison.cells().stream()
          .filter(cell -> expectation.where().covers(cell.coordinates()))
          .filter(cell -> values.of(bound.left(), cell).filter(bound::holds).isPresent())
          .forEach(cell -> expected.add(new Expected(cell.coordinates(), bound.left())));
    }
  }

  /** Why a measured fork proves nothing; empty when it does. */
  Optional<String> unfit(ForkResult fork) {
    boolean asked = strict || fork.steadiness().isPresent();
    if (asked && fork.isThrottled()) {
      return Optional.of("was throttled");
    }
    if (strict && fork.isDisturbed()) {
      return Optional.of("was measured on a noisy machine");
    }
    return strict && !fork.isSettled() ? Optional.of(fork.isOverloaded() ? "was overloaded" : "did not settle") : Optional.empty();
  }

  /** That the machine was another one at the end of the run, where that makes its figures prove nothing; empty otherwise. */
  Optional<Control> drift() {
    return comparison.control().filter(control -> strict && control.isDrifted());
  }

  /** What became of the expectations, in the order of the scenario. */
  public List<ExpectationResult> results() {
    return results;
  }

  /** Whether the scenario expects what the fork noticed. */
  public boolean expects(ForkResult fork, Finding finding) {
    return switch (finding.kind()) {
      case Finding.LOST_UPDATES -> isExpected(fork, Figure.LOST_UPDATES);
      case Finding.DEADLOCK -> isExpected(fork, Figure.DEADLOCKS);
      case Finding.BROKEN_HOLD -> isExpected(fork, Figure.BROKEN_HOLDS);
      case Finding.INVARIANT -> isExpected(fork, Figure.INVARIANTS) || isExpected(fork, Figure.LOST_UPDATES);
      case Finding.NOT_SERIALISABLE -> isExpected(fork, Figure.NOT_SERIALISABLE) || isExpected(fork, Figure.LOST_UPDATES);
      default -> false;
    };
  }

  private boolean isExpected(ForkResult fork, Figure figure) {
    return expected.contains(new Expected(fork.coordinates(), figure));
  }

  /** Whether the fork's state is not what it should be, as expected. */
  boolean lostAsExpected(ForkResult fork) {
    return isExpected(fork, Figure.LOST_UPDATES);
  }

  /** The fork whose work a fork must have done: as {@link Comparison#reference}, but none with lost updates while another is there. */
  public Optional<ForkResult> reference(ForkResult fork) {
    return comparison.reference(fork, other -> !lostAsExpected(other)).or(() -> comparison.reference(fork));
  }

  /** Whether a measured fork did the work that it is expected to have done. Empty when there is nothing to compare. */
  public Optional<Boolean> sameWork(ForkResult fork) {
    return fork.isMeasured()
        ? reference(fork)
            .map(
                other ->
                    (lostAsExpected(fork) || lostAsExpected(other))
                        ? fork.ledger().equals(other.ledger())
                        : fork.didWorkOf(other))
        : Optional.empty();
  }
}
