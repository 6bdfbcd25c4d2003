package lockstep.node.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import lockstep.node.result.Control;
import lockstep.node.result.Estimated;
import lockstep.node.terminal.Quantity;

/** How figures are written. */
final class Text {

  static final String NOTHING = "–";

  private Text() {}

  /** An estimate with its interval: {@code 1.20 M (1.10 M to 1.30 M)}. */
  static String interval(Optional<Estimated> figure, DoubleFunction<String> number) {
    return figure
        .map(
            value ->
                number.apply(value.estimate())
                    + value.low()
                        .flatMap(low -> value.high().map(high -> " (" + number.apply(low) + " to " + number.apply(high) + ")"))
                        .orElse(""))
        .orElse(NOTHING);
  }

  /** A share: {@code 31 %}. */
  static String share(double share) {
    return Math.round(100 * share) + " %";
  }

  /** What the fork tells that was repeated at the end of the run. */
  static String control(Control control) {
    Optional<Double> throughput = control.fork().throughput().filter(_ -> control.expected().isPresent());
    return control.text()
        + throughput.map(value -> ": " + Quantity.count(value) + "/s, expected " + interval(control.expected(), Quantity::count)).orElse("");
  }

  /** A time, or an average of times. */
  static String nanos(double nanos) {
    return nanos > 0 && nanos < 99.5 ? count(nanos) + " ns" : Quantity.nanos(Math.round(nanos));
  }

  /** A count, also below one. */
  static String count(double value) {
    return value < 0 ? "−" + count(-value) : value > 0 && value < 0.995 ? small(value) : value == Math.rint(value) && value < 1000 ? Quantity.plain(value) : Quantity.count(value);
  }

  private static String small(double value) {
    return value < 0.001 ? String.format(Locale.ROOT, "%.0e", value) : Quantity.ratio(value);
  }
}
