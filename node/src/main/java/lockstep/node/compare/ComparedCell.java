package lockstep.node.compare;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import lockstep.node.result.CellName;
import lockstep.node.result.OfCell;

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
    String text, @JsonUnwrapped @JsonIgnoreProperties("nodes") CellName name, String status, boolean noisy, List<ComparedFigure> figures)
    implements OfCell {

  static final String COMPARED = "compared";
  static final String DIFFERENT_WORK = "different-work";

  public ComparedCell {
    figures = List.copyOf(figures);
  }
}
