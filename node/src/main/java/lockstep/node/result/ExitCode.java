package lockstep.node.result;

/** The exit codes of the program, as the README documents them. Those from 64 on follow BSD's sysexits. */
public enum ExitCode {
  /** All measured engines did the same work, and every invariant held. */
  PASS(0),
  /** An expectation of the scenario failed. */
  EXPECTATION_FAILED(10),
  /** Some figure is missing, so nothing is proved. */
  INCONCLUSIVE(11),
  /** Engines did different work, or an invariant broke. */
  DIFFERENT_WORK(12),
  /** The command line is wrong. */
  USAGE(64),
  /** A scenario is wrong. */
  BAD_SCENARIO(65),
  /** A JVM cannot be started, a port is taken, or nodes were lost with what no other node held. */
  UNAVAILABLE(69),
  /** The program itself is wrong. */
  INTERNAL(70),
  /** The results cannot be written. */
  CANNOT_WRITE(74),
  /** Ended by Ctrl-C. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the program ends with. */
  public int code() {
    return code;
  }
}
