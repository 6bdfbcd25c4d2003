package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.Prediction;

/**
 * A fork that repeats a cell at the end of a run, to see whether the machine is what it was: no part of any estimate.
 *
 * @param fork the repeated one
 * @param expected the mean throughput of the cell's forks, and where one more of them lies with a probability of 99 %; empty when the
 *     repeated one tells nothing
 * @param reason why it tells nothing; empty when it does
 */
public record Control(ForkResult fork, State state, Optional<Estimated> expected, Optional<String> reason) {

  /** What it tells. */
  public enum State {
    /** The cell's forks explain it by their own spread. */
    AGREES,
    /** They do not: the machine was another one at the end. */
    DRIFTED,
    /** It was not measured, or may not be compared. */
    NOT_AVAILABLE;

    /** As it stands in the result document. */
    @JsonValue
    public String text() {
      return this == NOT_AVAILABLE ? "n/a" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Judges a fork by those of its cell.
   *
   * @param cell with two measured forks at least
   */
  static Control of(ForkResult fork, CellForks cell) {
    if (!fork.isMeasured()) {
      return without(fork, fork.status().text() + fork.reason().map(why -> ": " + why).orElse(""));
    }
    if (!fork.isSettled()) {
      return without(fork, fork.isThrottled() ? "throttled" : "not settled");
    }
    return Prediction.of(cell.throughputs())
        .map(expected -> new Control(fork, state(fork, expected), Optional.of(Estimated.of(expected)), Optional.empty()))
        .orElseGet(() -> without(fork, "one fork says nothing of the spread"));
  }

  private static State state(ForkResult fork, Interval expected) {
    return expected.contains(fork.throughput().orElseThrow()) ? State.AGREES : State.DRIFTED;
  }

  private static Control without(ForkResult fork, String reason) {
    return new Control(fork, State.NOT_AVAILABLE, Optional.empty(), Optional.of(reason));
  }

  /** Whether the machine was another one at the end of the run. */
  @JsonIgnore
  public boolean isDrifted() {
    return state == State.DRIFTED;
  }

  /** By how much the throughput differed, as a share of what was expected; negative when it was slower. Empty when it tells nothing. */
  @JsonIgnore
  public Optional<Double> change() {
    return expected.map(mean -> fork.throughput().orElseThrow() / mean.estimate() - 1);
  }

  /** What it tells, in words: {@code sequential was 12 % slower at the end of the run}. */
  public String text() {
    return fork.text()
        + change()
            .map(share -> String.format(Locale.ROOT, " was %.1f %% %s at the end of the run", 100 * Math.abs(share), share < 0 ? "slower" : "faster"))
            .orElseGet(() -> " tells nothing: " + reason.orElse(""));
  }
}
