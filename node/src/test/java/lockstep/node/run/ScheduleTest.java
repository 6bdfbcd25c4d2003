package lockstep.node.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.run.Schedule.Turn;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.CellSample;
import lockstep.node.scenario.Forks;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

  private static final int CELLS = 6;

  private static List<Cell> cells() {
    return IntStream.rangeClosed(1, CELLS).mapToObj(workers -> new CellSample("threads", workers).cell()).toList();
  }

  private static ForkResult measured(double throughput) {
    return ForkSample.of("threads", "ordered", 2).withThroughput(throughput).measured();
  }

  /** All turns, when forks of cells come out like that. */
  private static List<Turn> turns(Schedule schedule, IntFunction<ForkResult> of) {
    List<Turn> turns = new ArrayList<>();
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      turns.add(next.get());
      schedule.ended(next.get(), of.apply(turns.size()));
    }
    return turns;
  }

  private static List<Integer> order(long seed) {
    return turns(new Schedule(cells(), Forks.one(), seed), _ -> measured(1)).stream().map(Turn::cell).toList();
  }

  @Test
  void everyRoundHasOneForkOfEachCellInAnOrderThatTheSeedShuffles() {
    List<Turn> turns = turns(new Schedule(cells(), new Forks(3, 3, 0.03), 1), _ -> measured(1));

    assertThat(turns).hasSize(3 * CELLS);
    for (int round = 0; round < 3; round++) {
      List<Turn> ofRound = turns.subList(round * CELLS, (round + 1) * CELLS);
      assertThat(ofRound).extracting(Turn::fork).containsOnly(round + 1);
      assertThat(ofRound).extracting(Turn::cell).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }
    Set<List<Integer>> orders = new HashSet<>();
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(order(seed)).as("seed %d", seed).isEqualTo(order(seed));
      orders.add(order(seed));
    }
    assertThat(orders).as("orders of ten seeds").hasSizeGreaterThan(5);
  }

  @Test
  void cellThatIsPreciseEnoughHasTheLeastForks() {
    Schedule schedule = new Schedule(cells().subList(0, 1), new Forks(3, 20, 0.03), 1);

    assertThat(turns(schedule, fork -> measured(1000 + fork))).hasSize(3);
  }

  @Test
  void cellThatVariesHasMoreForksUntilThereAreEnough() {
    Schedule schedule = new Schedule(cells().subList(0, 1), new Forks(3, 7, 0.03), 1);

    assertThat(turns(schedule, fork -> measured(fork % 2 == 0 ? 1000 : 2000))).hasSize(7);
  }

  /** A cell that stopped by itself would stop when its forks agree by chance. */
  @Test
  void allCellsGoOnUntilTheLastIsPrecise() {
    Schedule schedule = new Schedule(cells(), new Forks(3, 20, 0.03), 1);
    Map<Integer, Integer> forks = new HashMap<>();
    int turns = 0;
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      forks.merge(turn.cell(), 1, Integer::sum);
      boolean varies = turn.cell() == 4 && turn.fork() == 2;
      schedule.ended(turn, measured(varies ? 1100 : 1000));
      turns++;
    }

    assertThat(forks.values()).as("forks of each cell, in %d turns", turns).hasSize(CELLS).containsOnly(forks.get(4));
    assertThat(forks.get(4)).isBetween(4, 19);
  }

  @Test
  void cellThatHasNoMeasurementHoldsNoOtherBackAndDrivesNoneOn() {
    Schedule schedule = new Schedule(cells().subList(0, 2), new Forks(3, 7, 0.03), 1);
    int[] forks = new int[2];
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      forks[turn.cell()]++;
      schedule.ended(
          turn,
          turn.cell() == 0
              ? ForkSample.of("threads", "ordered", 2).without(Status.FAILED, "broken")
              : measured(turn.fork() % 2 == 0 ? 1000 : 2000));
    }

    assertThat(forks).containsExactly(3, 7);
  }

  @Test
  void cellThatDeadlocksHasAsManyForksAsOthersAndDrivesNoneOn() {
    ForkResult deadlock = ForkSample.of("threads", "unordered", 2).without(Status.DEADLOCK, "no progress");
    int[] forks = new int[2];
    Schedule schedule = new Schedule(cells().subList(0, 2), new Forks(3, 7, 0.03), 1);
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      forks[turn.cell()]++;
      schedule.ended(turn, turn.cell() == 0 && turn.fork() % 2 == 0 ? deadlock : measured(turn.fork() % 2 == 0 ? 1000 : 2000));
    }

    assertThat(forks).containsExactly(7, 7);
    assertThat(turns(new Schedule(cells().subList(0, 1), new Forks(3, 7, 0.03), 1), n -> n == 1 ? deadlock : measured(n))).hasSize(3);
  }

  @Test
  void cellWithAForkWithoutAMeasurementGetsNoMoreThanTheLeast() {
    Schedule schedule = new Schedule(cells().subList(0, 1), new Forks(3, 7, 0.03), 1);

    assertThat(turns(schedule, _ -> ForkSample.of("threads", "ordered", 2).without(Status.FAILED, "broken"))).hasSize(3);
  }

  @Test
  void cellWithNothingToPerformHasOneForkThatTellsWhy() {
    Schedule schedule = new Schedule(List.of(new CellSample("threads", 1).refused("cannot").cell()), new Forks(3, 7, 0.03), 1);

    assertThat(schedule.left()).isZero();
    assertThat(turns(schedule, _ -> ForkSample.of("threads", "ordered", 2).without(Status.NOT_AVAILABLE, "cannot"))).hasSize(1);
  }

  @Test
  void tellsHowManyForksAreLeftAtLeast() {
    Schedule schedule = new Schedule(cells(), new Forks(2, 7, 0.03), 1);

    assertThat(schedule.left()).isEqualTo(2 * CELLS);
    schedule.ended(schedule.next().orElseThrow(), measured(1));
    assertThat(schedule.left()).isEqualTo(2 * CELLS - 1);
  }

  /** The cell that is repeated at the end; -1 when none is. */
  private static int repeated(List<Cell> cells, IntFunction<ForkResult> ofCell) {
    Schedule schedule = new Schedule(cells, new Forks(2, 2, 0.03), 1, Optional.of("sequential"));
    int repeated = -1;
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      assertThat(repeated).as("nothing comes after the control").isNegative();
      repeated = next.get().control() ? next.get().cell() : -1;
      schedule.ended(next.get(), ofCell.apply(next.get().cell()));
    }
    assertThat(schedule.control().isPresent()).isEqualTo(repeated >= 0);
    assertThat(schedule.left()).isZero();
    return repeated;
  }

  @Test
  void controlIsTheLastForkAndNoPartOfItsCell() {
    Schedule schedule = new Schedule(cells(), new Forks(3, 3, 0.03), 1, Optional.of("threads"));
    assertThat(schedule.left()).isEqualTo(3 * CELLS + 1);

    List<Turn> turns = turns(schedule, turn -> measured(turn));

    assertThat(turns).hasSize(3 * CELLS + 1);
    assertThat(turns.getLast()).isEqualTo(new Turn(0, 4, true));
    assertThat(turns.subList(0, 3 * CELLS)).noneMatch(Turn::control);
    assertThat(schedule.results()).hasSize(3 * CELLS);
    assertThat(schedule.control().orElseThrow().throughput()).contains(3.0 * CELLS + 1);
  }

  @Test
  void controlIsOfTheBaselineOrOfTheFirstCellThatMayBeCompared() {
    Cell threads = new CellSample("threads", 2).cell();
    Cell sequential = new CellSample("sequential", 2).cell();
    ForkResult unsettled = ForkSample.sequential().unsettled().measured();
    ForkResult failed = ForkSample.sequential().without(Status.FAILED, "broken");

    assertThat(repeated(List.of(threads, sequential, sequential), _ -> measured(1))).isEqualTo(1);
    assertThat(repeated(List.of(sequential), _ -> measured(1))).as("a single cell").isZero();
    assertThat(repeated(List.of(threads, sequential), cell -> cell == 1 ? unsettled : measured(1))).isZero();
    assertThat(repeated(List.of(threads, sequential), cell -> cell == 1 ? failed : measured(1))).isZero();
    assertThat(repeated(List.of(new CellSample("sequential", 2).arrivingAt(10).cell(), threads), _ -> measured(1))).as("open load").isEqualTo(1);
    assertThat(repeated(List.of(new CellSample("sequential", 2).refused("cannot").cell(), threads), _ -> measured(1))).isEqualTo(1);
    assertThat(repeated(List.of(threads), _ -> failed)).as("nothing to repeat").isNegative();
  }

  @Test
  void singleForksHaveNoControl() {
    Schedule schedule = new Schedule(cells(), Forks.one(), 1, Optional.of("threads"));

    assertThat(turns(schedule, _ -> measured(1))).hasSize(CELLS).noneMatch(Turn::control);
  }

  @Test
  void resultsStandByCellsWhateverTheOrder() {
    Schedule schedule = new Schedule(cells(), new Forks(2, 2, 0.03), 7);
    for (Optional<Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Turn turn = next.get();
      schedule.ended(turn, ForkSample.of("threads", "ordered", turn.cell() + 1).withNumber(turn.fork()).measured());
    }

    assertThat(schedule.results()).extracting(ForkResult::workers).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6);
    assertThat(schedule.results()).extracting(ForkResult::fork).containsExactly(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2);
  }
}
