package lockstep.node.result;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Policy;
import lockstep.node.analysis.EventRate;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.Finding;

/**
 * How many updates the forks of a cell lost that guards nothing. Each measured fork is a trial.
 *
 * @param forks how many trials there were
 * @param hit how many of them lost updates; a race in which none did shows nothing
 * @param lost updates, all together
 * @param updates that were committed, all together
 * @param perMillionUpdates lost by committed updates, in millions, clustered by forks; empty when there is one trial
 */
public record RaceRisk(int forks, int hit, long lost, long updates, Optional<Estimated> perMillionUpdates) {

  /** Empty when updates are guarded, and when no fork tells. */
  public static Optional<RaceRisk> of(CellForks cell) {
    List<ForkResult> forks = cell.measured();
    if (forks.isEmpty() || cell.first().policy().filter(Policy.UNGUARDED.id()::equals).isEmpty()) {
      return Optional.empty();
    }
    long[] lost = forks.stream().mapToLong(RaceRisk::lost).toArray();
    long[] updates = forks.stream().mapToLong(RaceRisk::updates).toArray();
    return Optional.of(
        new RaceRisk(
            forks.size(),
            (int) forks.stream().filter(fork -> lost(fork) > 0).count(),
            forks.stream().mapToLong(RaceRisk::lost).sum(),
            forks.stream().mapToLong(RaceRisk::updates).sum(),
            EventRate.perMillion(lost, updates).map(Estimated::of)));
  }

  private static long lost(ForkResult fork) {
    return fork.findings().stream().filter(finding -> finding.kind().equals(Finding.LOST_UPDATES)).mapToLong(Finding::count).sum();
  }

  /** How many a fork committed, in all the repetitions in which they were counted. */
  static long updates(ForkResult fork) {
    int repetitions = fork.exposure().map(Exposure::repetitions).or(fork::repetitions).orElse(1);
    return fork.ledger().map(ledger -> ledger.getOrDefault("writes", 0L)).orElse(0L) * repetitions;
  }
}
