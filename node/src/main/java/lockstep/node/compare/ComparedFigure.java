package lockstep.node.compare;

import java.util.Locale;
import java.util.Optional;
import lockstep.node.analysis.Family.Change;
import lockstep.node.analysis.Family.Judged;
import lockstep.node.analysis.Interval;
import lockstep.node.analysis.MeanRatio;

/**
 * A figure of a cell in both runs.
 *
 * @param figure its name
 * @param before the mean of the forks of the first run
 * @param after the same of the second
 * @param ratio of the second to the first, with an interval of 95 %; empty when a run has one fork only
 * @param p corrected for all figures of the comparison
 * @param change {@code better}, {@code worse} or {@code inconclusive}
 */
public record ComparedFigure(
    String figure, double before, double after, Optional<Interval> ratio, Optional<Double> p, String change) {

  static ComparedFigure of(MeasuredFigure figure, double before, double after, Judged judged) {
    return new ComparedFigure(
        figure.text(),
        before,
        after,
        judged.ratio().map(MeanRatio::interval),
        judged.p().isPresent() ? Optional.of(judged.p().getAsDouble()) : Optional.empty(),
        judged.change().name().toLowerCase(Locale.ROOT));
  }

  /** Whether it was judged like that. */
  boolean is(Change other) {
    return change.equals(other.name().toLowerCase(Locale.ROOT));
  }
}
