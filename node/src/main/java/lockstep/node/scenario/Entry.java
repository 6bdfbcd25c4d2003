package lockstep.node.scenario;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key of a scenario with the value it was given.
 *
 * @param key in full: {@code params.accounts}
 */
record Entry(Source source, String key, ConfigValue value) {

  /** No sweep of so many values fits into the most cells that a scenario may have. */
  static final int LONGEST_LIST = 10_000;

  /** One value, with its place. */
  record Scalar(Source source, int line, String key, String text) {

    Problem problem(String message) {
      return source.problem(line, key, message);
    }

    /** {@code must be <rule>, got <text>}. */
    Problem mustBe(String rule) {
      return problem("must be " + rule + ", got " + (text.isEmpty() ? "\"\"" : Echo.of(text)));
    }
  }

  Problem problem(String message) {
    return source.problem(value.origin().lineNumber(), key, message);
  }

  /** {@code common.conf:3}. */
  String place() {
    return source.name() + ":" + value.origin().lineNumber();
  }

  boolean samePlace(Entry other) {
    return place().equals(other.place()) && value.equals(other.value);
  }

  /** The value, or empty after adding a problem when it is none or several. */
  Optional<Scalar> one(String rule, Problems problems) {
    if (value.valueType() == ConfigValueType.LIST) {
      problems.add(problem("must be one value and " + rule + ", got a list"));
      return Optional.empty();
    }
    return scalar(value, rule, problems);
  }

  /** The values of a list, or the one value; without those that problems were added for. */
  List<Scalar> many(String rule, Problems problems) {
    if (!(value instanceof ConfigList list)) {
      return scalar(value, rule, problems).stream().toList();
    }
    if (list.isEmpty() || list.size() > LONGEST_LIST) {
      problems.add(problem("must have 1 to " + LONGEST_LIST + " values, got " + (list.isEmpty() ? "[]" : list.size())));
      return List.of();
    }
    List<Scalar> scalars = new ArrayList<>();
    for (ConfigValue element : list) {
      scalar(element, rule, problems).ifPresent(scalars::add);
    }
    return scalars;
  }

  private Optional<Scalar> scalar(ConfigValue from, String rule, Problems problems) {
    int line = from.origin().lineNumber();
    return switch (from.valueType()) {
      case STRING, BOOLEAN -> Optional.of(new Scalar(source, line, key, String.valueOf(from.unwrapped())));
      // A number tells how the user wrote it only when it is asked for as a string.
      case NUMBER -> Optional.of(new Scalar(source, line, key, from.atKey("number").getString("number")));
      case NULL -> refused(line, rule, "null", problems);
      case LIST -> refused(line, rule, "a list in a list", problems);
      case OBJECT -> refused(line, rule, "an object", problems);
    };
  }

  private Optional<Scalar> refused(int line, String rule, String got, Problems problems) {
    problems.add(source.problem(line, key, "must be " + rule + ", got " + got));
    return Optional.empty();
  }
}
