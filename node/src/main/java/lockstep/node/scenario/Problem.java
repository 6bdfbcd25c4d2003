package lockstep.node.scenario;

/**
 * One thing that is wrong with a scenario.
 *
 * @param place the file as the user named it, or the option of the command line
 * @param line in the file, from 1; 0 when the problem has no line
 * @param key the scenario's key, such as {@code params.accounts}; empty when it concerns none
 * @param message the rule and the value that broke it
 */
public record Problem(String place, int line, String key, String message) {

  /** One line: {@code bank.conf:12: workers: must be a whole number in [1, 100000] (workers), got 0}. */
  @Override
  public String toString() {
    return place + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
