package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.TimeAccount;
import lockstep.node.fork.Instruments;

/**
 * What the forks of a cell say together.
 *
 * @param forks how many it has
 * @param measured how many of them have a measurement
 * @param steady whether all of these came to a steady state; empty when nobody asked
 * @param oversubscribed whether there are more workers than cores
 * @param throughput tasks or events per second: the mean of the forks
 * @param speedUp how many times the throughput of its reference it has; empty as well when one of them is not settled
 * @param time where the time of the cores went in the measured iterations of its forks, all together
 * @param unitCost what a task or an event cost
 * @param instruments what the instruments cost at most, as a share of the time that the work takes: the mean of the forks
 * @param deadlocks how its forks fared with deadlocks; empty where nothing could deadlock
 * @param races how many updates they lost; empty where updates are guarded
 * @param disturbances what disturbed its forks, each thing with its figure
 */
public record CellResult(
    @JsonUnwrapped CellName name,
    int forks,
    int measured,
    Optional<Boolean> steady,
    boolean oversubscribed,
    Optional<Estimated> throughput,
    Optional<Estimated> speedUp,
    Optional<TimeAccount> time,
    Optional<UnitCost> unitCost,
    Optional<Estimated> instruments,
    Optional<DeadlockRisk> deadlocks,
    Optional<RaceRisk> races,
    List<String> disturbances)
    implements OfCell {

  public CellResult {
    disturbances = List.copyOf(disturbances);
  }

  /** Those of a run, in its order. */
  static List<CellResult> of(Comparison comparison, int cores) {
    return comparison.cells().stream().map(cell -> of(cell, comparison, cores)).toList();
  }

  private static CellResult of(CellForks forks, Comparison comparison, int cores) {
    ForkResult first = forks.first();
    int available = forks.cores().orElse(cores);
    boolean asked = forks.measured().stream().anyMatch(fork -> fork.steadiness().isPresent());
    return new CellResult(
        first.name(),
        forks.all().size(),
        forks.measured().size(),
        asked ? Optional.of(forks.isSettled()) : Optional.empty(),
        first.workers() > available,
        forks.throughput(),
        comparison.speedUp(forks),
        time(forks, comparison, available),
        CellCost.of(forks).map(CellCost::each),
        instruments(forks.measured().stream().flatMap(fork -> fork.instruments().stream()).mapToDouble(Instruments::share).toArray()),
        DeadlockRisk.of(forks),
        RaceRisk.of(forks),
        forks.measured().stream()
            .flatMap(fork -> fork.disturbance().stream())
            .flatMap(disturbance -> disturbance.reasons().stream())
            .distinct()
            .toList());
  }

  private static Optional<Estimated> instruments(double[] shares) {
    return shares.length == 0 ? Optional.empty() : Optional.of(Estimated.ofMean(shares));
  }

  private static Optional<TimeAccount> time(CellForks forks, Comparison comparison, int cores) {
    Optional<CellCost> baseline = comparison.reference(forks).flatMap(CellCost::of);
    return baseline.flatMap(base -> CellCost.of(forks).map(own -> own.time(cores, base)));
  }
}
