package lockstep.node.expectation;

import java.util.List;

/** A text that is no claim. */
public final class ClaimException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int column;
  private final String expected;
  private final String got;
  private final transient List<String> candidates;

  ClaimException(int column, String expected, String got, List<String> candidates) {
    super("must have " + expected + " at column " + column + ", got " + (got.isEmpty() ? "the end" : got));
    this.column = column;
    this.expected = expected;
    this.got = got;
    this.candidates = List.copyOf(candidates);
  }

  /** Where, from 1. */
  public int column() {
    return column;
  }

  /** What should have stood there. */
  public String expected() {
    return expected;
  }

  /** What stood there; empty at the end of the text. */
  public String got() {
    return got;
  }

  /** The words that could have stood there; empty when a word that is near to them would be no help. */
  public List<String> candidates() {
    return candidates;
  }
}
