package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.BrokenDeadlocks.Times;
import lockstep.node.fork.Exposure;
import lockstep.node.fork.Finding;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.ResultDocument;

/** A made-up run of policies that deadlock, break deadlocks, or lose updates, over three lengths of a gap. */
final class RiskyRun {

  static final int FORKS = 6;
  static final List<String> GAPS = List.of("0s", "10us", "20us");

  /** How many forks deadlock with each gap: with the longest one all do. */
  private static final List<Integer> DEADLOCKED = List.of(0, 2, FORKS);

  private final RandomForks forks;
  private final RandomGenerator random;

  private RiskyRun(long seed) {
    this.forks = new RandomForks(seed);
    this.random = forks.random();
  }

  static ResultDocument of(long seed) {
    RiskyRun run = new RiskyRun(seed);
    List<ForkResult> all = new ArrayList<>();
    for (int fork = 1; fork <= FORKS; fork++) {
      for (int gap = 0; gap < GAPS.size(); gap++) {
        Map<String, String> cell = Map.of("gap", GAPS.get(gap));
        ForkSample unordered = ForkSample.of("threads", "unordered", 5).withCell(cell).withNumber(fork);
        all.add(fork <= DEADLOCKED.get(gap) ? run.deadlocked(unordered) : run.exposed(unordered));
        all.add(run.exposed(ForkSample.of("threads", "ordered", 5).withCell(cell).withNumber(fork)));
        all.add(run.breaking(ForkSample.of("threads", "detect", 5).withCell(cell).withNumber(fork), gap > 0 && fork > 1));
      }
      Map<String, String> race = Map.of("gap", GAPS.getFirst());
      all.add(run.racing(ForkSample.of("threads", "unguarded", 5).withCell(race).withNumber(fork), fork > 2));
      all.add(run.racing(ForkSample.of("actors", "unguarded", 5).withCell(race).withNumber(fork), false));
    }
    return Documents.of("risky", all);
  }

  private ForkResult deadlocked(ForkSample sample) {
    Finding circle = new Finding(Finding.DEADLOCK, random.nextInt(2, 6), "workers wait for each other");
    return RandomForks.with(
        sample.deadlocked(0, 0), Map.of("exposure", new Exposure(0, random.nextLong(50, 500), random.nextDouble(0.1, 2)), "findings", List.of(circle)));
  }

  private ForkResult exposed(ForkSample sample) {
    return forks.fork(sample, 2e5, Map.of("exposure", exposure()));
  }

  private Exposure exposure() {
    return new Exposure(random.nextInt(3, 9), random.nextLong(5_000, 20_000), random.nextDouble(1, 9));
  }

  private ForkResult breaking(ForkSample sample, boolean any) {
    long count = any ? random.nextLong(5, 90) : 0;
    BrokenDeadlocks broken =
        new BrokenDeadlocks(count, any ? random.nextLong(1, 5) : 0, 3 * count, 7 * count + 2, 10_000_000, times(count), times(count), times(count), times(count));
    return forks.fork(sample, 1.5e5, Map.of("deadlocks", broken));
  }

  private Optional<Times> times(long count) {
    long p50 = random.nextLong(1_000, 1_000_000);
    long p95 = p50 + random.nextLong(1_000, 5_000_000);
    return count == 0 ? Optional.empty() : Optional.of(new Times(count, p50, p95, p95 + random.nextLong(1_000, 9_000_000)));
  }

  private ForkResult racing(ForkSample sample, boolean loses) {
    List<Finding> findings = loses ? List.of(new Finding(Finding.LOST_UPDATES, random.nextLong(10, 900), "gone")) : List.of();
    return forks.fork(sample.withWrites(random.nextLong(1_000, 3_000)), 3e5, Map.of("findings", findings, "exposure", exposure()));
  }
}
