package lockstep.engine.instrument;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How much of the time some thread of the machine waited for a core. Source: the line {@code some} of {@code /proc/pressure/cpu},
 * see the kernel's {@code accounting/psi.rst}. It does not tell who waited: more threads of one's own than cores press, too.
 *
 * @param share of the last ten seconds, 0 to 1
 * @param totalNanos since the machine was started
 */
public record CpuPressure(double share, long totalNanos) {

  private static final long MICRO_NANOS = 1_000;
  private static final double PER_CENT = 0.01;

  /** Parses the file; empty when it is something else. */
  static Optional<CpuPressure> parse(String text) {
    return text.lines().map(KernelText::words).filter(words -> words.getFirst().equals("some")).findFirst().flatMap(CpuPressure::parse);
  }

  private static Optional<CpuPressure> parse(List<String> words) {
    Map<String, String> fields =
        words.stream()
            .map(word -> word.split("=", 2))
            .filter(field -> field.length == 2)
            .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, _) -> first));
    OptionalDouble share = KernelText.decimal(fields.getOrDefault("avg10", ""));
    OptionalLong total = KernelText.count(fields.getOrDefault("total", ""));
    return share.isPresent() && total.isPresent()
        ? Optional.of(new CpuPressure(share.getAsDouble() * PER_CENT, total.getAsLong() * MICRO_NANOS))
        : Optional.empty();
  }
}
