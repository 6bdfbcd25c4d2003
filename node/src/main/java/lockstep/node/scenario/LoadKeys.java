package lockstep.node.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.engine.Arrivals;
import lockstep.node.scenario.Entry.Scalar;

/** Reads the keys that say how tasks come: {@code load = closed}, or {@code load { open { rate, max-in-flight } }}. */
final class LoadKeys {

  static final String LOAD = "load";
  static final String OPEN = "load.open";
  static final String RATE = "load.open.rate";
  static final String MAX_IN_FLIGHT = "load.open.max-in-flight";

  private static final String CLOSED = "closed";
  private static final String PER_SECOND = "/s";
  private static final String RATE_RULE = "tasks per second from 0.001/s to 1000000/s, such as 2000/s";
  private static final int LONGEST = 30;

  private final Entries entries;
  private final Problems problems;

  LoadKeys(Entries entries, Problems problems) {
    this.entries = entries;
    this.problems = problems;
  }

  /** How many tasks arrive in a second; none when the load is closed. */
  List<Double> read() {
    Optional<Entry> rate = entries.get(RATE);
    Optional<Entry> most = entries.get(MAX_IN_FLIGHT);
    entries
        .get(LOAD)
        .flatMap(entry -> entry.one("closed, or open { rate = 2000/s }", problems))
        .ifPresent(scalar -> checkClosed(scalar, rate.or(() -> most)));
    most.filter(_ -> rate.isEmpty())
        .ifPresent(entry -> problems.add(entry.problem("needs the key " + RATE + ", such as " + RATE + " = 2000/s")));
    return rate.map(entry -> rates(entry, problems)).orElse(List.of());
  }

  private void checkClosed(Scalar load, Optional<Entry> open) {
    if (!load.text().equals(CLOSED)) {
      problems.add(load.mustBe("closed, or open { rate = 2000/s }"));
    } else if (open.isPresent()) {
      problems.add(load.problem("must not be closed together with " + open.get().key() + ": remove one of them"));
    }
  }

  /** What says how many tasks are in progress at once: one of two keys. */
  Optional<Entry> workers() {
    Optional<Entry> workers = entries.get("workers");
    Optional<Entry> most = entries.get(MAX_IN_FLIGHT);
    if (most.isPresent() && workers.isPresent()) {
      problems.add(workers.get().problem("must not be given together with " + MAX_IN_FLIGHT + ", which is the same: remove one of them"));
    }
    return most.or(() -> workers);
  }

  /** The valid rates of an entry, each once. */
  static List<Double> rates(Entry entry, Problems problems) {
    List<Double> rates = new ArrayList<>();
    for (Scalar scalar : entry.many(RATE_RULE, problems)) {
      Optional<Double> rate = rate(scalar.text().strip());
      if (rate.isEmpty()) {
        problems.add(scalar.mustBe(RATE_RULE));
      } else if (rates.contains(rate.get())) {
        problems.add(scalar.problem("must not repeat a value, got " + Echo.of(scalar.text()) + " again"));
      } else {
        rates.add(rate.get());
      }
    }
    return rates;
  }

  private static Optional<Double> rate(String text) {
    if (text.endsWith(PER_SECOND) && text.length() <= LONGEST) {
      try {
        double rate = new BigDecimal(text.substring(0, text.length() - PER_SECOND.length()).strip()).doubleValue();
        return rate >= Arrivals.LOWEST_RATE && rate <= Arrivals.HIGHEST_RATE ? Optional.of(rate) : Optional.empty();
      } catch (NumberFormatException e) {
        // Told by the caller, like all that is no rate.
      }
    }
    return Optional.empty();
  }

  /** A rate as it is written. */
  static String text(double perSecond) {
    return Values.text(perSecond) + PER_SECOND;
  }
}
