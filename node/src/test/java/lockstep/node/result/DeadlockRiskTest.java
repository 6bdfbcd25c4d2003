package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Deadlocks and races of a cell. A measured fork of the samples did 3000 tasks in 6 ms; a deadlock of theirs holds two. */
final class DeadlockRiskTest {

  private static final ForkSample UNORDERED = ForkSample.of("threads", "unordered", 2);
  private static final Offset<Double> CLOSE = within(1e-3);

  private static List<ForkResult> deadlocked(int count, int measured) {
    List<ForkResult> forks = new ArrayList<>();
    IntStream.rangeClosed(1, count).forEach(n -> forks.add(UNORDERED.withNumber(n).deadlocked(98, 100)));
    IntStream.rangeClosed(1, measured).forEach(n -> forks.add(UNORDERED.withNumber(count + n).measured()));
    return forks;
  }

  private static DeadlockRisk risk(List<ForkResult> forks) {
    return DeadlockRisk.of(CellForks.of(forks).getFirst()).orElseThrow();
  }

  private static RaceRisk races(List<ForkResult> forks) {
    return RaceRisk.of(CellForks.of(forks).getFirst()).orElseThrow();
  }

  @Test
  void noneOfTenForksIsBoundedByThirtyOnePercentOfForks() {
    DeadlockRisk risk = risk(deadlocked(0, 10));

    assertThat(risk.forks()).isEqualTo(10);
    assertThat(risk.hit()).isZero();
    assertThat(risk.perFork().high().orElseThrow()).isCloseTo(0.3085, CLOSE);
    assertThat(risk.perMillionTasks().orElseThrow().estimate()).isZero();
    assertThat(risk.tasksTo().orElseThrow().mean()).isEmpty();
    assertThat(risk.tasksTo().orElseThrow().atMost()).isEmpty();
    assertThat(risk.tasksTo().orElseThrow().atLeast()).isCloseTo(30_000 / 3.689, within(5.0));
    assertThat(risk.secondsTo().orElseThrow().atLeast()).isCloseTo(0.06 / 3.689, within(1e-4));
  }

  /** 100 tasks were begun by each, 98 of them done. */
  @Test
  void allOfTenForksHaveARateAndATime() {
    DeadlockRisk risk = risk(deadlocked(10, 0));

    assertThat(risk.hit()).isEqualTo(10);
    assertThat(risk.perFork().low().orElseThrow()).isCloseTo(0.6915, CLOSE);
    assertThat(risk.perFork().high()).contains(1.0);
    assertThat(risk.perMillionTasks().orElseThrow().estimate()).isCloseTo(10_000, within(1e-6));
    assertThat(risk.tasksTo().orElseThrow().mean()).contains(98.0);
    assertThat(risk.secondsTo().orElseThrow().mean().orElseThrow()).isCloseTo(0.1, CLOSE);
    assertThat(risk.secondsTo().orElseThrow().atMost().orElseThrow()).isCloseTo(2 * 1.0 / 9.591, CLOSE);
  }

  @Test
  void forksThatDidNotDeadlockWouldHaveLater() {
    DeadlockRisk risk = risk(deadlocked(3, 7));

    assertThat(risk.hit()).isEqualTo(3);
    assertThat(risk.perFork().estimate()).isEqualTo(0.3);
    assertThat(risk.perMillionTasks().orElseThrow().estimate()).isCloseTo(3e6 / (3 * 100 + 7 * 3000), within(1e-6));
    assertThat(risk.tasksTo().orElseThrow().mean().orElseThrow()).isCloseTo((3 * 98 + 7 * 3000) / 3.0, within(1e-6));
    assertThat(risk.secondsTo().orElseThrow().mean().orElseThrow()).isCloseTo((3 * 0.1 + 7 * 0.006) / 3, within(1e-9));
  }

  @Test
  void deadlockBeforeTheFirstCommitCountsTheTasksThatItHolds() {
    DeadlockRisk risk = risk(List.of(UNORDERED.deadlocked(0, 20), UNORDERED.withNumber(2).deadlocked(0, 20)));

    assertThat(risk.perMillionTasks().orElseThrow().estimate()).isCloseTo(500_000, within(1e-6));
    assertThat(risk.tasksTo().orElseThrow().mean()).contains(0.0);
    assertThat(risk.tasksTo().orElseThrow().atMost().orElseThrow()).isPositive().isFinite();
  }

  @Test
  void forksThatCameToNothingAreNoTrials() {
    List<ForkResult> forks = new ArrayList<>(deadlocked(1, 2));
    forks.add(UNORDERED.withNumber(4).without(Status.STALLED, "too long"));
    forks.add(UNORDERED.withNumber(5).without(Status.INTERRUPTED, "ended"));

    assertThat(risk(forks).forks()).isEqualTo(3);
    assertThat(DeadlockRisk.of(CellForks.of(forks.subList(3, 5)).getFirst())).isEmpty();
  }

  @Test
  void deadlocksThatWereBrokenAreCountedWhereForksGoOn() {
    ForkSample detect = ForkSample.of("threads", "detect", 2);
    DeadlockRisk risk = risk(List.of(detect.measured(), detect.withNumber(2).measured(), detect.withNumber(3).deadlocked(98, 100)));

    assertThat(risk.hit()).isEqualTo(3);
    assertThat(risk.count()).isEqualTo(11);
    assertThat(risk.perMillionTasks().orElseThrow().estimate()).as("in the measured repetitions").isCloseTo(11e6 / (2 * 2000 + 100), within(1e-6));
    assertThat(risk.tasksTo()).isEmpty();
  }

  @Test
  void whatGuardsNothingOrIsAloneCannotDeadlock() {
    assertThat(DeadlockRisk.of(CellForks.of(List.of(ForkSample.sequential().measured())).getFirst())).isEmpty();
    assertThat(DeadlockRisk.of(CellForks.of(List.of(ForkSample.of("threads", "unguarded", 2).measured())).getFirst())).isEmpty();
  }

  /** 2000 updates in each of three repetitions. */
  @Test
  void lostUpdatesAreToldByAllThatWereCommitted() {
    ForkSample race = ForkSample.of("threads", "unguarded", 2);
    RaceRisk risk =
        races(List.of(race.withFinding(Finding.LOST_UPDATES, 60, "gone").measured(), race.withFinding(Finding.NOTHING_LOST, 0, "none").withNumber(2).measured()));

    assertThat(risk.hit()).isEqualTo(1);
    assertThat(risk.lost()).isEqualTo(60);
    assertThat(risk.updates()).isEqualTo(12_000);
    assertThat(risk.perMillionUpdates().orElseThrow().estimate()).isCloseTo(5000, within(1e-6));
    assertThat(risk.perMillionUpdates().orElseThrow().low().orElseThrow()).as("one of two forks lost all of them").isLessThan(50);
  }

  @Test
  void onlyWhatIsUnguardedRaces() {
    assertThat(RaceRisk.of(CellForks.of(deadlocked(0, 2)).getFirst())).isEmpty();
  }

  @Test
  void tableForOtherProgramsHasTheRisks() {
    List<ForkResult> forks = deadlocked(3, 7);
    Environment environment =
        new Environment(
            "1", Optional.empty(), "vm", List.of(), "Linux", Optional.empty(), 2, Optional.empty(), Map.of(), new Environment.Around(Optional.empty(), Optional.empty()), new Environment.Around(Optional.empty(), Optional.empty()));
    Comparison comparison = new Comparison(forks, "sequential");
    ResultDocument document =
        ResultDocument.of(new ResultDocument.RunId("20260131T120000Z-0a1b2c", "bank", 42), environment, comparison, new Judgement(comparison, List.of()));
    List<List<String>> cells = FigureFiles.of(document).getOrDefault("cells.csv", "").lines().map(line -> List.of(line.split(",", -1))).toList();

    assertThat(cells).hasSize(2).allSatisfy(row -> assertThat(row).hasSameSizeAs(cells.getFirst()));
    assertThat(cells.get(1).get(cells.getFirst().indexOf("trials"))).isEqualTo("10");
    assertThat(cells.get(1).get(cells.getFirst().indexOf("deadlocked"))).isEqualTo("3");
    assertThat(cells.get(1).get(cells.getFirst().indexOf("tasksToDeadlock"))).isEqualTo("7098.0");
    assertThat(cells.get(1).get(cells.getFirst().indexOf("lostPerMillion"))).isEmpty();
    assertThat(Json.read(Json.pretty(document), ResultDocument.class)).isEqualTo(document);
  }
}
