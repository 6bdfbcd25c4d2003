package lockstep.node.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Reads the keys that say how to measure. */
final class MethodKeys {

  private static final String SHARE = "a share above 0 and below 1, such as 3% or 0.03";
  private static final int LONGEST = 20;

  private final Entries entries;
  private final Values values;
  private final Problems problems;

  MethodKeys(Entries entries, Values values, Problems problems) {
    this.entries = entries;
    this.values = values;
    this.problems = problems;
  }

  Method read() {
    Optional<Entry> iteration = entries.get("iteration");
    iteration
        .flatMap(_ -> entries.get("measure"))
        .ifPresent(entry -> problems.add(entry.problem("must not be given together with iteration: remove one of them")));
    entries
        .get("iterations")
        .filter(_ -> iteration.isEmpty())
        .ifPresent(entry -> problems.add(entry.problem("needs the key iteration, such as iteration = 500ms")));
    return new Method(
        (Duration) values.one(entries.get("warm-up"), Vocabulary.WARM_UP),
        (Duration) values.one(entries.get("measure"), Vocabulary.MEASURE),
        iteration.map(entry -> (Duration) values.one(Optional.of(entry), Vocabulary.ITERATION)),
        (Integer) values.one(entries.get("iterations"), Vocabulary.ITERATIONS),
        forks());
  }

  /** One number stands for both. */
  private Forks forks() {
    Optional<Entry> least = entries.get("forks.min");
    Optional<Entry> most = entries.get("forks.max");
    int min = (Integer) values.one(least, Vocabulary.FORKS_MIN);
    int max = most.map(entry -> (Integer) values.one(Optional.of(entry), Vocabulary.FORKS_MAX)).orElse(min);
    if (max < min) {
      least.or(() -> most).ifPresent(entry -> problems.add(entry.problem("must be at most forks.max, " + max + ", got " + min)));
      return Forks.one();
    }
    return new Forks(min, max, entries.get("forks.precision").flatMap(this::share).orElse(Forks.PRECISION));
  }

  private Optional<Double> share(Entry entry) {
    return entry.one(SHARE, problems).flatMap(this::share);
  }

  private Optional<Double> share(Entry.Scalar scalar) {
    String text = scalar.text().strip();
    boolean percent = text.endsWith("%");
    if (text.length() <= LONGEST) {
      try {
        BigDecimal number = new BigDecimal(percent ? text.substring(0, text.length() - 1).strip() : text);
        double share = (percent ? number.movePointLeft(2) : number).doubleValue();
        if (share > 0 && share < 1) {
          return Optional.of(share);
        }
      } catch (NumberFormatException e) {
        // Told below, like all that is no such number.
      }
    }
    problems.add(scalar.mustBe(SHARE));
    return Optional.empty();
  }
}
