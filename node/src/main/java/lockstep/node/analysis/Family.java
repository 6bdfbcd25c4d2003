package lockstep.node.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All comparisons of two runs, judged together: when nothing has changed, the probability that any of them cries difference is at most
 * 5 %, however many there are.
 *
 * <p>A comparison is better or worse when the probability of its ratio, corrected by {@link Holm}'s method, is at most 5 %. So the interval of a
 * single ratio may leave out 1 while the verdict is inconclusive: the interval answers one question, the verdict belongs to the family.
 * Inconclusive does not mean equal. What has no ratio is inconclusive, and no member of the family.
 */
public final class Family {

  /** The probability of a false alarm that is accepted. */
  public static final double LEVEL = 0.05;

  private final List<Optional<MeanRatio>> ratios = new ArrayList<>();
  private final List<Direction> directions = new ArrayList<>();

  /** What became of a figure. */
  public enum Change {
    BETTER,
    WORSE,
    INCONCLUSIVE
  }

  /**
   * One comparison.
   *
   * @param ratio of the mean after to the mean before; empty when a sample has one value only, or one that is not positive
   * @param p corrected for the family; present when the ratio is
   */
  public record Judged(Optional<MeanRatio> ratio, OptionalDouble p, Change change) {}

  /** Adds a comparison: what the forks of one cell measured of one figure, before and after. */
  public void add(double[] before, double[] after, Direction direction) {
    ratios.add(before.length == 0 || after.length == 0 ? Optional.empty() : MeanRatio.of(after, before));
    directions.add(direction);
  }

  /** The comparisons in the order in which they were added. */
  public List<Judged> judged() {
    double[] adjusted = Holm.adjusted(ratios.stream().flatMap(Optional::stream).mapToDouble(MeanRatio::p).toArray());
    List<Judged> judged = new ArrayList<>();
    int member = 0;
    for (int i = 0; i < ratios.size(); i++) {
      Optional<MeanRatio> ratio = ratios.get(i);
      OptionalDouble p = ratio.isPresent() ? OptionalDouble.of(adjusted[member++]) : OptionalDouble.empty();
      judged.add(new Judged(ratio, p, change(ratio, p, directions.get(i))));
    }
    return List.copyOf(judged);
  }

  private static Change change(Optional<MeanRatio> ratio, OptionalDouble p, Direction direction) {
    if (p.isEmpty() || p.getAsDouble() > LEVEL) {
      return Change.INCONCLUSIVE;
    }
    return direction.isBetter(ratio.orElseThrow().interval().estimate()) ? Change.BETTER : Change.WORSE;
  }
}
