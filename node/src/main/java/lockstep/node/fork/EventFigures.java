package lockstep.node.fork;

import java.util.List;
import java.util.Optional;

/**
 * What only runs of event models have, of one repetition.
 *
 * @param ticksPerUnit how many ticks make one unit of virtual time
 * @param end the virtual time at the end, in units
 * @param recorded the virtual time for which values were recorded, in units
 * @param pendingBytes of memory that pending events took, at the most
 * @param statistics what the model recorded, in its order and its words
 * @param series what it counted over time
 * @param theory what it compared with theory
 * @param faults what was done to the nodes of a cluster, or happened to them
 * @param resumed what nodes found on disk of a run that was interrupted; empty when nothing was there
 */
public record EventFigures(
    long ticksPerUnit,
    double end,
    double recorded,
    long pendingBytes,
    List<StatisticFigures> statistics,
    List<SeriesFigures> series,
    List<TheoryCheck> theory,
    List<FaultFigures> faults,
    Optional<Resumed> resumed) {

  public EventFigures {
    statistics = List.copyOf(statistics);
    series = List.copyOf(series);
    theory = List.copyOf(theory);
    faults = List.copyOf(faults);
  }

  /**
   * A statistic. Without a value it has neither mean nor extremes.
   *
   * @param sum wraps on overflow
   * @param overTime the sum divided by the ticks for which values were recorded: of what was accumulated, the average over time
   */
  public record StatisticFigures(
      String name, long count, long sum, Optional<Double> mean, Optional<Long> min, Optional<Long> max, Optional<Double> overTime) {}

  /**
   * A series.
   *
   * @param interval the length of a slot, in units of virtual time
   * @param shows {@code flow}: what was counted in each slot; {@code level}: what was counted until its end
   * @param values of the slots, from time 0 on
   */
  public record SeriesFigures(String name, double interval, String shows, List<Long> values) {

    public SeriesFigures {
      values = List.copyOf(values);
    }
  }

  /**
   * A comparison of what was observed with what theory expects.
   *
   * @param deviation the standard deviation of the observation according to theory
   * @param z by how many of them the observation is greater than expected
   */
  public record TheoryCheck(String quantity, double expected, double deviation, double observed, double z) {}
}
