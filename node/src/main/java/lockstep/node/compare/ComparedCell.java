package lockstep.node.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.result.ForkResult;

/**
 * A cell of one run or of both.
 *
 * @param text which cell it is, for people
 * @param status {@code compared}, or why it is not: {@code different-work}, {@code unsound}, {@code unsettled}, {@code not-measured},
 *     {@code only-before}, {@code only-after}
 * @param noisy whether the machine disturbed a fork of it
 * @param figures empty when it is not compared
 */
public record ComparedCell(
    String text,
    String simulation,
    String engine,
    int workers,
    Optional<String> policy,
    Map<String, String> settings,
    Map<String, String> cell,
    long seed,
    String status,
    boolean noisy,
    List<ComparedFigure> figures) {

  static final String COMPARED = "compared";
  static final String DIFFERENT_WORK = "different-work";

  public ComparedCell {
    figures = List.copyOf(figures);
  }

  static ComparedCell of(String text, ForkResult fork, String status, boolean noisy, List<ComparedFigure> figures) {
    return new ComparedCell(
        text,
        fork.simulation(),
        fork.engine(),
        fork.workers(),
        fork.policy(),
        fork.settings(),
        fork.cell(),
        fork.seed(),
        status,
        noisy,
        figures);
  }
}
