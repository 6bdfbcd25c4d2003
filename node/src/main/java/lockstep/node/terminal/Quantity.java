package lockstep.node.terminal;

import java.util.Locale;

/** How numbers are written for people: three significant digits and a prefix. */
public final class Quantity {

  private static final String[] LARGE = {"", " k", " M", " G", " T"};
  private static final String[] TIMES = {"ns", "us", "ms", "s"};

  private Quantity() {}

  /** A count or a rate: {@code 11.2 M}; a difference, or the end of an interval, may be negative: {@code -11.2 M}. */
  public static String count(double value) {
    if (value < 0) {
      return "-" + count(-value);
    }
    int prefix = 0;
    double scaled = value;
    while (scaled >= 999.5 && prefix < LARGE.length - 1) {
      scaled /= 1000;
      prefix++;
    }
    return digits(scaled) + LARGE[prefix];
  }

  /** A time: {@code 90 ns}, {@code 1.25 ms}. */
  public static String nanos(long nanos) {
    int unit = 0;
    double scaled = (double) nanos;
    while (scaled >= 999.5 && unit < TIMES.length - 1) {
      scaled /= 1000;
      unit++;
    }
    return (unit == 0 ? Long.toString(nanos) : digits(scaled)) + " " + TIMES[unit];
  }

  /** A ratio: {@code 1.86}, {@code 0.031}. */
  public static String ratio(double value) {
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3f", value);
  }

  /** A share: {@code 2.1 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, share >= 0.0995 ? "%.0f %%" : "%.1f %%", 100 * share);
  }

  /** A number as it is, without a point where it is whole. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
