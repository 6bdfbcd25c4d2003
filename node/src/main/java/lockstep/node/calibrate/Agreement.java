package lockstep.node.calibrate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import lockstep.node.result.ExitCode;

/** Whether what was measured is what is known, the weaker before the stronger. */
public enum Agreement {
  /** Every figure is as near to its truth as it should be. */
  AGREES(ExitCode.PASS),
  /** The machine was not quiet, or does not tell what is needed: nothing follows. */
  INCONCLUSIVE(ExitCode.INCONCLUSIVE),
  /** On a quiet machine, a figure is further from its truth than it should be. */
  DIFFERS(ExitCode.DIFFERENT_WORK);

  private final ExitCode exitCode;

  Agreement(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** What the program ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** As it is printed. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
