package lockstep.engine.instrument;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many threads of the machine ran or wanted to, on average over the last 1, 5 and 15 minutes. Source: {@code /proc/loadavg}. It
 * lags: after work of one's own it is still high.
 */
public record LoadAverage(double one, double five, double fifteen) {

  /** Parses the file; empty when it is something else. */
  static Optional<LoadAverage> parse(String text) {
    List<OptionalDouble> loads = KernelText.words(text).stream().limit(3).map(KernelText::decimal).toList();
    return loads.size() == 3 && loads.stream().allMatch(OptionalDouble::isPresent)
        ? Optional.of(
            new LoadAverage(
                loads.get(0).getAsDouble(), loads.get(1).getAsDouble(), loads.get(2).getAsDouble()))
        : Optional.empty();
  }
}
