package lockstep.node.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds;
import lockstep.engine.WorkerState;
import lockstep.engine.WorkerState.Claim;
import lockstep.engine.proof.RandomChain;
import lockstep.node.fork.Engines;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Models;
import lockstep.node.result.CellName;
import lockstep.node.result.Comparison;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.DeadlockProof.Seen;
import lockstep.node.result.ForkResult;
import lockstep.node.result.PredictedCycle;
import lockstep.node.result.PredictedCycle.Label;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioOverride;
import lockstep.node.scenario.ScenarioReader;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;

/** Proofs of runs, joined with made-up forks of them. */
final class RunProofsTest {

  private static final Path SCENARIOS = Path.of("..", "config", "scenarios");

  private static Scenario scenario(String file, String... assignments) {
    List<ScenarioOverride> overrides = new ArrayList<>();
    List.of(assignments).forEach(assignment -> overrides.add(ScenarioOverride.set(assignment)));
    return new ScenarioReader(Engines.ALL, Engines.EVENTS).read(SCENARIOS.resolve(file), overrides);
  }

  private static Scenario philosophers(String... more) {
    Map<String, String> assignments = new LinkedHashMap<>();
    Stream.concat(Stream.of("params.seats=3", "params.gap=[0s,1ms]", "workers=3", "engines=[sequential,threads,actors]"), Stream.of(more))
        .forEach(assignment -> assignments.put(assignment.replaceFirst("=.*", ""), assignment));
    return scenario("philosophers-deadlock.conf", assignments.values().toArray(String[]::new));
  }

  private static List<Cell> cells(Scenario scenario) {
    return scenario.cells(Engines.ALL, Engines.EVENTS);
  }

  /** How a fork of a cell ended. */
  private interface Ending {
    ForkReport of(Cell cell, int fork);
  }

  private static ForkReport ended(Status status, WorkerState... workers) {
    return ForkReport.givenUp(status, "no progress", List.of(), List.of(workers));
  }

  private static ForkReport deadlocked(int... seats) {
    return ended(
        Status.DEADLOCK,
        IntStream.of(seats)
            .mapToObj(
                seat ->
                    new WorkerState(
                        seat, seat, seat, "ask", 0, List.of(new Claim(seat, Mode.EXCLUSIVE)), Optional.of(new Claim((seat + 1) % seats.length, Mode.EXCLUSIVE))))
            .toArray(WorkerState[]::new));
  }

  /** Measured: the figures make no difference here, so there are none. */
  private static ForkReport measured() {
    return new ForkReport(Status.MEASURED, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  private static Comparison comparison(Scenario scenario, int forks, Ending ending) {
    List<ForkResult> results = new ArrayList<>();
    for (Cell cell : cells(scenario)) {
      for (int fork = 1; fork <= forks; fork++) {
        results.add(
            ForkResult.of(
                new CellName(
                    cell.simulation(),
                    cell.engine(),
                    cell.workers(),
                    cell.policy().map(Policy::id),
                    cell.settings(),
                    cell.parameters(),
                    cell.seed()),
                fork,
                results.size() + 1,
                ending.of(cell, fork)));
      }
    }
    return new Comparison(results, "sequential");
  }

  private static List<DeadlockProof> proofs(Scenario scenario, int forks, Ending ending) throws InterruptedException {
    return RunProofs.of(scenario, cells(scenario), comparison(scenario, forks, ending));
  }

  private static boolean isUnordered(Cell cell) {
    return cell.policy().filter(Policy.UNORDERED::equals).isPresent();
  }

  @Test
  void proofsAreJoinedWithForksOfAllCellsThatAreTheSameToTheMachine() throws InterruptedException {
    List<DeadlockProof> proofs =
        proofs(
            philosophers("policies=[unordered,ordered]"),
            2,
            (cell, fork) -> fork == 1 && isUnordered(cell) && cell.engine().equals("threads") ? deadlocked(0, 1, 2) : measured());

    assertThat(proofs).extracting(proof -> proof.explored().policy()).containsExactlyInAnyOrder("unordered", "unordered", "ordered", "ordered");
    DeadlockProof unordered = proofs.stream().filter(proof -> proof.explored().policy().equals("unordered") && proof.explored().medium().equals("locks")).findFirst().orElseThrow();
    assertThat(unordered.cells()).as("one for each pause").hasSize(2);
    assertThat(unordered.cell()).containsKey("seats").doesNotContainKey("gap");
    assertThat(unordered.seen()).containsExactly(new Seen("threads", 4, 2));
    assertThat(unordered.predicted()).extracting(PredictedCycle::resources).containsExactly(List.of(0, 1, 2));
    assertThat(unordered.predicted()).extracting(PredictedCycle::label).containsExactly(Label.CONFIRMED);
    assertThat(unordered.predicted()).extracting(PredictedCycle::seen).containsExactly(2);
    assertThat(unordered.deadlock().status()).isEqualTo("present");
    assertThat(unordered.story()).hasSize(3).allSatisfy(step -> assertThat(step.moves()).extracting(DeadlockProof.Move::kind).containsExactly("takes"));
    assertThat(unordered.waits()).hasSize(3);
    assertThat(unordered.meanBeforeDeadlock()).isPresent();
    assertThat(proofs).allSatisfy(proof -> assertThat(proof.contradictions()).isEmpty());
  }

  @Test
  void meanOfFivePhilosophersByMessagesStandsBesideTheirForks() throws InterruptedException {
    List<DeadlockProof> proofs =
        proofs(philosophers("params.seats=[2,5]", "workers=5", "policies=[unordered,ordered]", "engines=[actors]"), 1, (cell, fork) -> measured());

    List<Double> tasks = proofs.stream().flatMap(proof -> proof.meanBeforeDeadlock().stream()).map(RandomChain.Mean::tasks).toList();
    assertThat(tasks).hasSize(2);
    assertThat(tasks.getFirst()).isCloseTo(0.32, within(0.01));
    assertThat(tasks.getLast()).isCloseTo(44.95, within(0.01));
  }

  @Test
  void storyOfMessagesHasRequestsGrantsAndWaits() throws InterruptedException {
    DeadlockProof proof = proofs(philosophers("policies=[unordered]", "engines=[actors]"), 1, (cell, fork) -> measured()).getFirst();

    List<String> moves = proof.story().stream().flatMap(step -> step.moves().stream()).map(DeadlockProof.Move::kind).toList();
    assertThat(moves.stream().filter("wants"::equals)).hasSize(6);
    assertThat(moves.stream().filter("granted"::equals)).hasSize(3);
    assertThat(moves.stream().filter("waits"::equals)).hasSize(3);
    assertThat(proof.predicted()).extracting(PredictedCycle::label).containsExactly(Label.PREDICTED);
    assertThat(proof.predicted()).extracting(PredictedCycle::reached).containsExactly(true);
  }

  @Test
  void deadlockOfAnOrderThatCannotHaveOneContradictsItsProof() throws InterruptedException {
    List<DeadlockProof> proofs = proofs(philosophers("policies=[ordered]", "engines=[threads]"), 1, (cell, fork) -> deadlocked(0, 1, 2));

    assertThat(proofs).singleElement().satisfies(
        proof -> {
          assertThat(proof.contradictions()).containsExactly(new Seen("threads", 2, 2));
          assertThat(proof.predicted()).extracting(PredictedCycle::label).containsExactly(Label.UNPREDICTED);
        });
  }

  /** At most 100 cycles are told, of which the short ones come first. */
  @Test
  void cycleThatIsNotToldButSeenIsConfirmedWhenThePlansAllowIt() throws InterruptedException {
    Scenario bank = scenario("bank-deadlock.conf", "policies=[unordered]", "engines=[threads]");
    DeadlockProof unseen = proofs(bank, 1, (cell, fork) -> measured()).getFirst();
    ForkReport circle = ended(Status.DEADLOCK, circle(bank));

    DeadlockProof seen = proofs(bank, 1, (cell, fork) -> circle).getFirst();

    assertThat(unseen.predicted()).hasSize(100);
    assertThat(seen.predicted()).hasSize(101);
    assertThat(seen.predicted().getLast()).satisfies(
        cycle -> {
          assertThat(cycle.label()).isEqualTo(Label.CONFIRMED);
          assertThat(cycle.seen()).isEqualTo(1);
        });
  }

  /** Three transfers, each of another worker, that hold what the one before wants. */
  private static WorkerState[] circle(Scenario bank) {
    Cell cell = cells(bank).getFirst();
    TaskModel model = Models.tasks(cell.simulation(), Optional.empty(), cell.parameters(), Map.of());
    List<List<Integer>> transfers =
        IntStream.range(0, 500)
            .mapToObj(i -> TaskNeeds.of(model, cell.seed(), i, Policy.UNORDERED).needs().stream().map(TaskNeeds.Need::resource).toList())
            .toList();
    for (int a = 0; a < transfers.size(); a++) {
      for (int b = 0; b < transfers.size(); b++) {
        for (int c = 0; c < transfers.size(); c++) {
          boolean closed = follows(transfers, a, b) && follows(transfers, b, c) && follows(transfers, c, a);
          if (closed && a % 4 != b % 4 && b % 4 != c % 4 && c % 4 != a % 4) {
            return Stream.of(a, b, c).map(task -> waiting(task % 4, task, transfers.get(task))).toArray(WorkerState[]::new);
          }
        }
      }
    }
    throw new AssertionError("no three transfers meet");
  }

  private static boolean follows(List<List<Integer>> transfers, int one, int other) {
    return transfers.get(one).getLast().equals(transfers.get(other).getFirst());
  }

  private static WorkerState waiting(int worker, long task, List<Integer> accounts) {
    return new WorkerState(
        worker, task, -1, "ask", 0, List.of(new Claim(accounts.getFirst(), Mode.EXCLUSIVE)), Optional.of(new Claim(accounts.getLast(), Mode.EXCLUSIVE)));
  }

  /** Nobody knows then which worker performs which task. */
  @Test
  void nothingIsProvedOfTasksThatAreDealtAsTheyArrive() throws InterruptedException {
    Scenario open = scenario("bank-deadlock.conf", "policies=[unordered]", "engines=[threads]", "load.open.rate=1000/s");

    assertThat(proofs(open, 1, (cell, fork) -> measured())).isEmpty();
  }

  @Test
  void numbersOfWorkersAreProvedApart() throws InterruptedException {
    List<DeadlockProof> proofs = proofs(philosophers("policies=[ordered]", "engines=[threads]", "workers=[3,4]"), 1, (cell, fork) -> measured());

    assertThat(proofs).extracting(proof -> proof.explored().workers()).containsExactly(3, 4);
  }

  @Test
  void nothingIsProvedOfForksThatPerformedNothingOrOfASingleWorker() throws InterruptedException {
    assertThat(proofs(philosophers(), 1, (cell, fork) -> ended(Status.FAILED))).isEmpty();
    assertThat(proofs(philosophers("workers=1", "policies=[ordered]"), 1, (cell, fork) -> measured())).isEmpty();
  }

  @Test
  void nothingIsProvedOfTasksThatNeedOneResourceEach() throws InterruptedException {
    assertThat(proofs(scenario("counter.conf"), 1, (cell, fork) -> measured())).isEmpty();
  }

  @Test
  void sameRunIsProvedTheSame() throws InterruptedException {
    Scenario bank = scenario("bank-deadlock.conf");

    assertThat(proofs(bank, 1, (cell, fork) -> measured())).isNotEmpty().isEqualTo(proofs(bank, 1, (cell, fork) -> measured()));
  }

  /** The orders of few transfers and of many begin with the same tasks. */
  @Test
  void orderOfFewTasksProvesNothingOfMany() throws InterruptedException {
    List<DeadlockProof> proofs =
        proofs(scenario("bank-deadlock.conf", "params.skew=1.2", "params.transfers=[8,20000]", "policies=[ordered]", "engines=[threads]"), 1, (cell, fork) -> measured());

    assertThat(proofs).extracting(DeadlockProof::tasksPlanned).containsExactly(8L, 20_000L);
  }

  @Test
  void cellsShareTheTasksAndStatesThatAreLookedAt() throws InterruptedException {
    Scenario bank = scenario("bank-deadlock.conf", "params.skew=1.2", "params.transfers=20000", "params.accounts=[20,21,22]", "policies=[unordered]", "engines=[threads]");

    assertThat(RunProofs.of(bank, cells(bank), comparison(bank, 1, (cell, fork) -> measured()), 9_000, 1))
        .hasSize(3)
        .extracting(DeadlockProof::tasksPlanned)
        .containsOnly(3_000L);
    Scenario table = philosophers("params.seats=8", "workers=8", "policies=[try-lock]", "engines=[actors]", "params.gap=0s");
    assertThat(RunProofs.of(table, cells(table), comparison(table, 1, (cell, fork) -> measured()), 1, 1)).singleElement().satisfies(
        proof -> {
          assertThat(proof.explored().complete()).isFalse();
          assertThat(proof.deadlock().status()).isEqualTo("unknown");
          assertThat(proof.explored().coverage()).contains("2");
        });
  }

  @Test
  void everyPolicyIsProvedUnderTheNameOfItsCells() throws InterruptedException {
    List<DeadlockProof> proofs = proofs(philosophers("engines=[threads,actors]", "policies=[unordered,ordered,try-lock,timeout,arbiter,all-at-once]"), 1, (cell, fork) -> measured());

    assertThat(proofs).allSatisfy(proof -> assertThat(proof.cell()).containsAllEntriesOf(Map.of("seats", "3")));
    assertThat(proofs.stream().filter(DeadlockProof::isPossible)).extracting(proof -> proof.explored().policy()).containsExactly("unordered", "unordered");
  }
}
