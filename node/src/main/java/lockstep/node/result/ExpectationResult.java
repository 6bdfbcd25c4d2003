package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lockstep.node.expectation.Expectation;

/**
 * What became of an expectation.
 *
 * @param name unique in its scenario
 * @param that the claim as the scenario writes it
 * @param where from {@code engine}, {@code policy}, {@code workers}, {@code seed} and {@code params.NAME} to the values that a
 *     covered cell may have; what is missing allows all
 * @param status whether it holds
 * @param detail a sentence without a full stop: where it holds, the first cell where it does not, or what is missing
 */
public record ExpectationResult(
    String name, String that, Map<String, Set<String>> where, Status status, String detail) {

  /** Whether an expectation holds. */
  public enum Status {
    /** In every cell that it covers. */
    PASS,
    /** Not in some cell that it covers. */
    FAIL,
    /** There is no cell that it covers, or one has no measurement; and it failed in no other. */
    INCONCLUSIVE;

    /** As it stands in the result document. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ExpectationResult of(Expectation expectation, Status status, String detail) {
    return new ExpectationResult(
        expectation.name(), expectation.that(), expectation.where().allowed(), status, detail);
  }

  /** On one line, for people. */
  public String text() {
    return "expectation " + name + " " + status.text() + ": " + that + ": " + detail;
  }
}
