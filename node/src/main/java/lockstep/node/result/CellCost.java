package lockstep.node.result;

import java.util.Optional;
import lockstep.engine.instrument.TimeAccount;
import lockstep.node.fork.Cost;

/**
 * What the measured iterations of a cell's forks used, all together.
 *
 * @param units tasks or events that they performed
 */
record CellCost(Cost cost, double units) {

  /** Empty when a fork does not know its cost. */
  static Optional<CellCost> of(CellForks cell) {
    Optional<CellCost> sum = Optional.empty();
    for (ForkResult fork : cell.measured()) {
      Optional<Cost> cost = fork.cost();
      if (cost.isEmpty()) {
        return Optional.empty();
      }
      CellCost own = new CellCost(cost.get(), (double) fork.work().orElseThrow() * fork.repetitions().orElseThrow());
      sum = Optional.of(sum.map(before -> new CellCost(before.cost.plus(own.cost), before.units + own.units)).orElse(own));
    }
    return sum;
  }

  UnitCost each() {
    return new UnitCost(
        cost.cpuNanos() / units,
        cost.voluntarySwitches() / units,
        cost.involuntarySwitches() / units,
        cost.allocatedBytes() / units);
  }

  /** Where the time of the cores went, when the same work takes the baseline what it cost there. */
  TimeAccount time(int cores, CellCost baseline) {
    long baselineNanos = Math.max(0, Math.round(baseline.cost.workNanos() / baseline.units * units));
    return TimeAccount.of(cores, cost.wallNanos(), cost.cpuNanos(), cost.gcNanos() + cost.jitNanos(), baselineNanos);
  }
}
