package lockstep.node.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where along an axis, such as size or contention, one engine leads, where another, and where the lead changes.
 *
 * <p>An engine leads at a value when all of the interval of the ratio is on its side of 1. A crossing lies between the last clear lead
 * of one engine and the first clear lead of the other; values without a clear lead in between are part of the crossing's range.
 *
 * @param leads one for each value of the axis
 * @param crossings by ascending value; empty when none was seen, which does not mean that there is none
 */
public record CrossOver(List<Lead> leads, List<Crossing> crossings) {

  /** Which engine leads at a value. */
  public enum Lead {
    FIRST,
    SECOND,
    INCONCLUSIVE
  }

  /**
   * A change of the lead.
   *
   * @param after the last value at which the one leads
   * @param before the first value at which the other does
   * @param to who leads from then on
   */
  public record Crossing(double after, double before, Lead to) {}

  public CrossOver {
    leads = List.copyOf(leads);
    crossings = List.copyOf(crossings);
  }

  /**
   * Compares two engines along an axis.
   *
   * @param axis ascending values, each once
   * @param ratios of the first engine's figure to the second's, one for each value; what is empty is inconclusive
   * @param direction which values of the figure are good
   */
  public static CrossOver of(double[] axis, List<Optional<Interval>> ratios, Direction direction) {
    check(axis, ratios.size());
    List<Lead> leads = ratios.stream().map(ratio -> ratio.map(interval -> lead(interval, direction)).orElse(Lead.INCONCLUSIVE)).toList();
    List<Crossing> crossings = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < axis.length; i++) {
      if (leads.get(i) != Lead.INCONCLUSIVE) {
        if (last >= 0 && leads.get(i) != leads.get(last)) {
          crossings.add(new Crossing(axis[last], axis[i], leads.get(i)));
        }
        last = i;
      }
    }
    return new CrossOver(leads, crossings);
  }

  private static void check(double[] axis, int ratios) {
    if (axis.length != ratios) {
      throw new IllegalArgumentException("each value of the axis needs a ratio, got " + axis.length + " and " + ratios);
    }
    for (int i = 0; i < axis.length; i++) {
      if (!Double.isFinite(axis[i]) || (i > 0 && axis[i] <= axis[i - 1])) {
        throw new IllegalArgumentException("values of the axis must ascend, got " + axis[i] + (i > 0 ? " after " + axis[i - 1] : ""));
      }
    }
  }

  private static Lead lead(Interval ratio, Direction direction) {
    if (ratio.contains(1)) {
      return Lead.INCONCLUSIVE;
    }
    return direction.isBetter(ratio.estimate()) ? Lead.FIRST : Lead.SECOND;
  }
}
