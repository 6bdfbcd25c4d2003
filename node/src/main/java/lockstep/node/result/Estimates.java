package lockstep.node.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lockstep.node.analysis.MeanInterval;
import lockstep.node.fork.EventFigures.StatisticFigures;

/** Estimates statistics from the replications of a run: one fork for each seed, as the others have done the same work. */
final class Estimates {

  private final Map<Key, List<Double>> samples = new LinkedHashMap<>();

  private record Key(Map<String, String> cell, String statistic, String figure) {}

  private Estimates() {}

  /** One for each statistic of each combination of parameters that has two replications or more; in the order of the forks. */
  static List<Estimate> of(Comparison comparison) {
    Estimates estimates = new Estimates();
    for (ForkResult fork : comparison.forks()) {
      boolean isReference = fork.isMeasured() && comparison.reference(fork).filter(fork::equals).isPresent();
      if (isReference && fork.events().isPresent()) {
        fork.events().get().statistics().forEach(statistic -> estimates.add(fork.cell(), statistic));
      }
    }
    List<Estimate> all = new ArrayList<>();
    estimates.samples.forEach((key, values) -> estimate(key, values).ifPresent(all::add));
    return all;
  }

  private void add(Map<String, String> cell, StatisticFigures statistic) {
    add(cell, statistic, "mean", StatisticFigures::mean);
    add(cell, statistic, "overTime", StatisticFigures::overTime);
  }

  private void add(
      Map<String, String> cell, StatisticFigures statistic, String figure, Function<StatisticFigures, Optional<Double>> value) {
    value
        .apply(statistic)
        .ifPresent(sample -> samples.computeIfAbsent(new Key(cell, statistic.name(), figure), _ -> new ArrayList<>()).add(sample));
  }

  private static Optional<Estimate> estimate(Key key, List<Double> values) {
    return MeanInterval.student(values.stream().mapToDouble(Double::doubleValue).toArray())
        .map(
            interval ->
                new Estimate(
                    key.cell(), key.statistic(), key.figure(), values.size(), interval.estimate(), interval.low(), interval.high()));
  }
}
