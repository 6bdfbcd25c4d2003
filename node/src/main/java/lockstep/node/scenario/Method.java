package lockstep.node.scenario;

import java.time.Duration;
import java.util.Optional;
import lockstep.node.analysis.SteadyState;
import lockstep.node.fork.Measuring;

/**
 * How a scenario measures.
 *
 * @param warmUp how long a fork repeats the work before it is measured
 * @param measure how long a fork repeats the work while it is measured; zero: once; of no meaning when there are iterations
 * @param iteration how long a fork repeats the work in one iteration, and goes on until these are steady; empty: it measures
 *     without asking whether it is
 * @param iterations how many there may be
 * @param forks how many forks a cell has
 */
public record Method(Duration warmUp, Duration measure, Optional<Duration> iteration, int iterations, Forks forks) {

  /** How long a fork repeats the work, and how often. */
  public Measuring measuring() {
    return new Measuring(warmUp.toNanos(), iteration.orElse(measure).toNanos(), iteration.isPresent() ? iterations : 1);
  }

  /** How long a fork measures, at least, without its start; a repetition may take longer. */
  public Duration leastTime() {
    return warmUp.plus(iteration.map(each -> each.multipliedBy(SteadyState.WINDOW)).orElse(measure));
  }
}
