package lockstep.node.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lockstep.node.scenario.Entry.Scalar;
import lockstep.simulation.ParameterSpec;

/** Reads the values of entries, adding a problem for each that breaks its rule. */
final class Values {

  /** No number or time needs more; reading a million digits takes seconds. */
  private static final int LONGEST = 100;

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** The entry's one value, or the default where there is no entry or no valid value. */
  Object one(Optional<Entry> entry, ParameterSpec spec) {
    return entry
        .flatMap(given -> given.one(spec.rule(), problems))
        .flatMap(scalar -> parsed(scalar, spec))
        .orElseGet(() -> spec.parse(spec.byDefault()));
  }

  /** The entry's one text that is among the names. */
  Optional<String> name(Entry entry, Collection<String> names) {
    return entry.one(oneOf(names), problems).flatMap(scalar -> named(scalar, names));
  }

  /** The entry's valid values, each once. */
  List<Object> swept(Entry entry, ParameterSpec spec) {
    return distinct(entry.many(spec.rule(), problems), scalar -> parsed(scalar, spec));
  }

  /** The entry's texts that are among the names, each once. */
  List<String> names(Entry entry, Collection<String> names) {
    return distinct(entry.many(oneOf(names), problems), scalar -> named(scalar, names));
  }

  private <T> List<T> distinct(List<Scalar> scalars, Function<Scalar, Optional<T>> read) {
    Set<T> seen = new HashSet<>();
    List<T> values = new ArrayList<>();
    for (Scalar scalar : scalars) {
      Optional<T> value = read.apply(scalar);
      if (value.isPresent() && !seen.add(value.get())) {
        problems.add(scalar.problem("must not repeat a value, got " + Echo.of(scalar.text()) + " again"));
      } else {
        value.ifPresent(values::add);
      }
    }
    return values;
  }

  private Optional<Object> parsed(Scalar scalar, ParameterSpec spec) {
    if (scalar.text().length() <= LONGEST) {
      try {
        return Optional.of(spec.parse(scalar.text()));
      } catch (IllegalArgumentException e) {
        // Told below, with the text cut and escaped.
      }
    }
    problems.add(scalar.mustBe(spec.rule()));
    return Optional.empty();
  }

  private Optional<String> named(Scalar scalar, Collection<String> names) {
    if (names.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    Problem plain = scalar.mustBe(oneOf(names));
    problems.add(scalar.problem(plain.message() + Suggestion.of(scalar.text(), names)));
    return Optional.empty();
  }

  private static String oneOf(Collection<String> names) {
    return "one of " + String.join(", ", names);
  }

  /** The one text of a value, that {@link ParameterSpec#parse} reads again: equal values have equal texts. */
  static String text(Object value) {
    return switch (value) {
      case Duration duration -> timeText(duration);
      case Double number -> numberText(number);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      default -> value.toString();
    };
  }

  private static String numberText(double number) {
    BigDecimal shortest = BigDecimal.valueOf(number).stripTrailingZeros();
    return Math.abs(shortest.scale()) <= 18 ? shortest.toPlainString() : shortest.toString();
  }

  private static String timeText(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos % 1_000 != 0) {
      return nanos + "ns";
    }
    if (nanos % 1_000_000 != 0) {
      return nanos / 1_000 + "us";
    }
    return nanos % 1_000_000_000 != 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000_000_000 + "s";
  }
}
