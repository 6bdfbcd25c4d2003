package lockstep.node.run;

import lockstep.node.result.ExitCode;
import org.jspecify.annotations.Nullable;

/** A run that cannot be made, for a reason outside the program; ends it with one line and an exit code. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public Refusal(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What the program ends with. */
  public ExitCode code() {
    return code;
  }
}
