package lockstep.node.scenario;

import java.util.List;

/**
 * A value given on the command line, which replaces what the file says.
 *
 * @param option the option as the user wrote it, the place in messages: {@code --workers 8}
 * @param key the scenario's key: {@code workers}, {@code params.accounts}
 * @param value a value as a scenario file would have it: {@code 8}, {@code [10, 100]}
 */
public record ScenarioOverride(String option, String key, String value) {

  /**
   * From the argument of {@code --set}.
   *
   * @param assignment {@code key=value}
   * @throws ScenarioException when it is no assignment
   */
  public static ScenarioOverride set(String assignment) {
    String option = "--set " + assignment;
    int equals = assignment.indexOf('=');
    if (equals < 0) {
      throw new ScenarioException(
          List.of(Source.option(option, "").problem(0, "", "must be key=value, such as params.accounts=100")));
    }
    return new ScenarioOverride(option, assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
  }
}
