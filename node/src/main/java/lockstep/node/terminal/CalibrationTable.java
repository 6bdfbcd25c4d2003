package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.node.calibrate.Agreement;
import lockstep.node.calibrate.Calibration;
import lockstep.node.calibrate.Check;
import lockstep.node.calibrate.Unit;

/** Calibrations as lines of at most 80 columns, each complete in itself, so that they can be printed one after the other. */
public final class CalibrationTable {

  private static final int WIDTH = 80;

  private CalibrationTable() {}

  /** The titles of the columns. */
  public static String titles() {
    return row("figure", "measured", "known", "deviation", "allowed");
  }

  /** One calibration: what was done, each figure, and why nothing follows if so. */
  public static List<String> lines(Calibration calibration) {
    List<String> lines = new ArrayList<>();
    String agreement = calibration.agreement().text();
    lines.add(calibration.name() + " ".repeat(WIDTH - calibration.name().length() - agreement.length()) + agreement);
    lines.add("  (" + calibration.about() + ")");
    calibration.checks().forEach(check -> lines.add(line(check)));
    if (calibration.agreement() == Agreement.INCONCLUSIVE) {
      calibration.missing().ifPresent(missing -> lines.add("  inconclusive: " + missing));
      calibration.noise().reasons().forEach(reason -> lines.add("  inconclusive: " + reason));
    }
    return lines;
  }

  private static String line(Check check) {
    return row(
        check.figure(),
        quantity(check.unit(), check.measured()),
        quantity(check.unit(), check.truth()),
        per(check.deviation(), "%+.1f %%") + (check.holds() ? "  " : " !"),
        (check.below() == 0 ? "0" : per(-check.below(), "%.0f")) + " to " + per(check.above(), "%+.0f %%"));
  }

  private static String quantity(Unit unit, double value) {
    return switch (unit) {
      case PER_SECOND -> Quantity.count(value) + " /s";
      case NANOS -> Quantity.nanos(Math.round(value));
      case BYTES -> Quantity.count(value) + "B";
      case COUNT -> Quantity.plain(value);
      case SHARE -> Quantity.ratio(value);
    };
  }

  private static String per(double share, String format) {
    return String.format(Locale.ROOT, format, 100 * share);
  }

  private static String row(String figure, String measured, String known, String deviation, String allowed) {
    return String.format(Locale.ROOT, "  %-22s %12s %12s %11s  %s", figure, measured, known, deviation, allowed);
  }
}
