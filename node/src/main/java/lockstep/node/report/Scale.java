package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Where values lie along an axis, in per cent of its length.
 *
 * @param from the value at 0 %
 * @param to the value at 100 %, greater
 * @param step between ticks; not used by a logarithmic scale
 */
public record Scale(double from, double to, double step, boolean logarithmic) {

  private static final int MOST_TICKS = 5;
  private static final int MOST_DECADES = 6;
  private static final double WIDE = 40;

  /** A mark of the axis. */
  public record Tick(String at, String label) {}

  /** From zero, or the least value if that is below, to somewhat more than the greatest. */
  static Scale linear(double least, double greatest) {
    double low = Math.min(0, least);
    double high = greatest > low ? greatest : low + 1;
    double step = step(high - low);
    return new Scale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step, false);
  }

  /** Whole decades. */
  static Scale logarithmic(double least, double greatest) {
    double low = Math.pow(10, Math.floor(Math.log10(least)));
    double high = Math.pow(10, Math.ceil(Math.log10(greatest)));
    return new Scale(low, high > low ? high : low * 10, 0, true);
  }

  /** Logarithmic where values are all positive and far apart. */
  static Scale fitting(double least, double greatest) {
    return least > 0 && greatest / least > WIDE ? logarithmic(least, greatest) : linear(least, greatest);
  }

  /** From the least value to the greatest, with no room to zero. */
  static Scale between(double least, double greatest) {
    if (least > 0 && greatest / least > WIDE) {
      return logarithmic(least, greatest);
    }
    double range = greatest > least ? greatest - least : 1;
    return new Scale(least, least + range, step(range), false);
  }

  private static double step(double range) {
    double raw = range / MOST_TICKS;
    double decade = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / decade;
    return decade * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  /** In [0, 100], also for values beyond the ends. */
  double percent(double value) {
    double share =
        logarithmic
            ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
            : (value - from) / (to - from);
    return 100 * Math.clamp(share, 0, 1);
  }

  /** As an attribute. */
  String at(double value) {
    return attribute(percent(value));
  }

  /** From the other end: ordinates grow downwards. */
  String below(double value) {
    return attribute(100 - percent(value));
  }

  /** How long the stretch between two values is. */
  String between(Span span) {
    return attribute(percent(span.to()) - percent(span.from()));
  }

  /** Two values, the lesser one first. */
  record Span(double from, double to) {}

  static String attribute(double percent) {
    return String.format(Locale.ROOT, "%.2f%%", percent);
  }

  /** The values that have a mark. */
  List<Double> marked() {
    List<Double> values = new ArrayList<>();
    if (logarithmic) {
      int decades = (int) Math.round(Math.log10(to / from));
      int every = (decades + MOST_DECADES - 1) / MOST_DECADES;
      for (int decade = 0; decade <= decades; decade += every) {
        values.add(from * Math.pow(10, decade));
      }
    } else {
      long first = (long) Math.ceil(from / step - 1e-9);
      long last = (long) Math.floor(to / step + 1e-9);
      for (long number = first; number <= last; number++) {
        values.add(number * step);
      }
    }
    return values;
  }

  List<Tick> across(DoubleFunction<String> label) {
    return marked().stream().map(value -> new Tick(at(value), label.apply(value))).toList();
  }

  List<Tick> upwards(DoubleFunction<String> label) {
    return marked().stream().map(value -> new Tick(below(value), label.apply(value))).toList();
  }
}
