package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskMachineTest {

  private static final long MS = 1_000_000;

  /** What a plan can have or leave out. */
  record Shape(int think, int awaits, int units, int needs, int gap, int hold) {

    void fill(Plan plan) {
      plan.think(Pause.SPIN, think).gap(Pause.SPIN, gap).hold(Pause.SPIN, hold);
      for (int n = 0; n < awaits; n++) {
        plan.await((2 + n) * MS);
      }
      if (units > 0) {
        plan.compute(units);
      }
      for (int n = 0; n < needs; n++) {
        plan.exclusive(n);
      }
    }

    /** The order that the modelling API promises. */
    List<Step> promised() {
      List<Step> steps = new ArrayList<>(Collections.nCopies(think > 0 ? 1 : 0, Step.THINK));
      steps.addAll(Collections.nCopies(awaits, Step.AWAIT));
      steps.addAll(Collections.nCopies(units > 0 ? 1 : 0, Step.COMPUTE));
      for (int n = 0; n < needs; n++) {
        if (n > 0 && gap > 0) {
          steps.add(Step.GAP);
        }
        steps.add(Step.ASK);
      }
      steps.addAll(Collections.nCopies(hold > 0 ? 1 : 0, Step.HOLD));
      steps.add(Step.UPDATE);
      steps.addAll(Collections.nCopies(needs > 0 ? 1 : 0, Step.RELEASE));
      steps.add(Step.DONE);
      return steps;
    }

    Ledger ledger() {
      long awaited = awaits * 2L * MS + awaits * (awaits - 1L) / 2 * MS;
      return new Ledger(1, 0, needs, 0, 0, 0, units, think, awaited, (long) gap * Math.max(0, needs - 1), hold);
    }
  }

  static Stream<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (int awaits : new int[] {0, 1, 3}) {
      for (int needs : new int[] {0, 1, 2, 5}) {
        for (int bits = 0; bits < 16; bits++) {
          shapes.add(new Shape((bits & 1) * 7, awaits, (bits >> 1 & 1) * 4, needs, (bits >> 2 & 1) * 3, (bits >> 3) * 9));
        }
      }
    }
    return shapes.stream();
  }

  private static Sketch model(Shape shape) {
    return Sketch.of("shape", 1, 5, (i, draw, plan) -> shape.fill(plan));
  }

  private static final class Driver {
    private final Assignment assignment;
    private final TaskMachine machine;
    private final CellStore cells;

    Driver(Sketch model, Policy policy) {
      this.assignment = Assignment.of(model, 1, 1, policy);
      this.machine = new TaskMachine(assignment, 0);
      this.cells = CellStore.first(model, 1);
    }

    List<Step> perform(long i) {
      machine.begin(i);
      List<Step> steps = new ArrayList<>();
      Step step;
      do {
        step = machine.next();
        steps.add(step);
        assertThat(steps.size()).as("steps of a task that should have ended").isLessThan(100);
        take(step);
      } while (step != Step.DONE);
      return steps;
    }

    private void take(Step step) {
      switch (step) {
        case THINK, AWAIT, GAP, HOLD -> machine.paused(machine.pauseNanos() + 1);
        case COMPUTE -> machine.compute();
        case ASK -> {
          if (machine.askedMode() == Mode.PERMIT) {
            machine.grantedPermit();
          } else {
            machine.granted(cells.array(), cells.base(machine.asked()));
          }
        }
        case UPDATE -> machine.update();
        case RELEASE -> machine.released();
        case DONE -> {}
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void stepsComeInThePromisedOrderAndAreCounted(Shape shape) {
    Driver driver = new Driver(model(shape), Policy.ORDERED);
    assertThat(driver.perform(0)).isEqualTo(shape.promised());
    assertThat(driver.machine.account().ledger()).isEqualTo(shape.ledger());
    assertThat(driver.assignment.board().commits()).isEqualTo(1);
    assertThat(driver.assignment.board().steps()).isEqualTo(shape.promised().size());
    assertThat(driver.cells.versions()).isEqualTo(shape.needs());
    assertThat(driver.cells.sum(0)).isEqualTo(shape.needs());
  }

  @Test
  void pausesHaveTheirLengthsAndKinds() {
    Sketch model =
        Sketch.of(
            "pauses", 1, 2,
            (i, draw, plan) ->
                plan.think(Pause.TIMER, 5 * MS).await(2 * MS).await(3 * MS).gap(Pause.SPIN, 7).hold(Pause.TIMER, 4 * MS)
                    .exclusive(0).exclusive(1));
    TaskMachine machine = new Driver(model, Policy.ORDERED).machine;
    machine.begin(0);
    List<String> pauses = new ArrayList<>();
    for (Step step = machine.next(); step != Step.UPDATE; step = machine.next()) {
      assertThat(pauses.size()).as("pauses before the update").isLessThan(100);
      if (step.pauses()) {
        pauses.add(step + " " + machine.pause() + " " + machine.pauseNanos());
      } else {
        machine.granted(new long[2], 0);
      }
    }
    assertThat(pauses)
        .containsExactly("THINK TIMER 5000000", "AWAIT TIMER 2000000", "AWAIT TIMER 3000000", "GAP SPIN 7", "HOLD TIMER 4000000");
  }

  @Test
  void whatIsTakenComesFirstAndIsUsedUpOnlyByATaskThatEnds() {
    Sketch model =
        Sketch.of("takes", 1, 10, (i, draw, plan) -> plan.take(9, 3).exclusive(2).put(8).put(9)).withPermits(r -> r >= 8 ? 2 : 1);
    TaskMachine machine = new TaskMachine(Assignment.of(model, 1, 1, Policy.ORDERED), 0);
    machine.begin(0);
    assertThat(machine.next()).isEqualTo(Step.ASK);
    assertThat(machine.asked()).isEqualTo(9);
    assertThat(machine.askedPermits()).isEqualTo(3);
    machine.grantedPermit();
    assertThat(machine.neededPermits(0)).isEqualTo(3);
    assertThat(machine.neededPermits(1)).isEqualTo(1);
    assertThat(machine.usesUp(0)).as("a task that may still give up").isFalse();
    assertThat(machine.puts()).isZero();
    machine.retry();
    assertThat(machine.next()).isEqualTo(Step.ASK);
    assertThat(machine.asked()).isEqualTo(9);
    machine.grantedPermit();
    assertThat(machine.next()).isEqualTo(Step.ASK);
    assertThat(machine.beginsToHold()).isTrue();
    machine.granted(new long[2], 0);
    assertThat(machine.next()).isEqualTo(Step.UPDATE);
    machine.update();
    assertThat(machine.next()).isEqualTo(Step.RELEASE);
    assertThat(machine.usesUp(0)).isTrue();
    assertThat(machine.usesUp(1)).isFalse();
    assertThat(machine.puts()).isEqualTo(2);
    assertThat(machine.putResource(1)).isEqualTo(9);
    machine.released();
    assertThat(machine.puts()).as("what was put is not put again").isZero();
    assertThat(machine.next()).isEqualTo(Step.DONE);
    assertThat(machine.account().ledger()).isEqualTo(new Ledger(1, 0, 1, 0, 3, 2, 0, 0, 0, 0, 0));
    assertThat(machine.account().retries()).isEqualTo(1);
  }

  /** Reckoned apart from this code. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"ORDERED", "UNORDERED"})
  void digestOfATaskNeverChangesWhateverThePolicy(Policy policy) {
    Driver driver = new Driver(threeModes(), policy);
    driver.perform(3);
    assertThat(Digest.text(driver.machine.account().tasksDigest())).isEqualTo("b1b753453f7ed38e");
    assertThat(driver.machine.account().ledger()).isEqualTo(new Ledger(1, 1, 1, 1, 0, 0, 6, 0, 0, 0, 0));
  }

  private static Sketch threeModes() {
    return Sketch.of("modes", 10, 10, (i, draw, plan) -> plan.shared(5).exclusive(2).permit(9).compute(6))
        .sharing()
        .withPermits(r -> r == 9 ? 2 : 1)
        .computing(task -> 74 + task.needs());
  }

  @Test
  void digestOfTasksDoesNotDependOnTheirOrder() {
    Driver up = new Driver(threeModes(), Policy.ORDERED);
    Driver down = new Driver(threeModes(), Policy.ORDERED);
    for (int i = 0; i < 10; i++) {
      up.perform(i);
      down.perform(9 - i);
    }
    assertThat(down.machine.account().tasksDigest()).isEqualTo(up.machine.account().tasksDigest());
  }

  @Test
  void needsAreNumberedAsPlannedWhateverTheOrderOfAsking() {
    Sketch model =
        Sketch.of("needs", 1, 9, (i, draw, plan) -> plan.exclusive(8).exclusive(3))
            .updating((task, held) -> held.add(0, 0, 5));
    Driver driver = new Driver(model, Policy.ORDERED);
    driver.perform(0);
    assertThat(driver.cells.get(8, 0)).isEqualTo(5);
    assertThat(driver.cells.get(3, 0)).isZero();
    assertThat(driver.cells.version(3)).as("holding exclusively counts as an update").isEqualTo(1);
  }

  @Test
  void aResourceThatChangesWhileHeldIsABrokenHold() {
    Driver driver = new Driver(model(new Shape(0, 0, 0, 2, 0, 0)), Policy.ORDERED);
    driver.machine.begin(0);
    for (Step step = driver.machine.next(); step == Step.ASK; step = driver.machine.next()) {
      driver.take(step);
    }
    driver.cells.array()[driver.cells.base(1) + 1]++;
    driver.machine.update();
    assertThat(driver.machine.account().brokenHolds()).isEqualTo(1);
  }

  @Test
  void spinningTakesAtLeastItsTimeAndEndsWhenCancelled() {
    Driver driver = new Driver(model(new Shape(20_000, 0, 0, 0, 0, 0)), Policy.ORDERED);
    driver.machine.begin(0);
    driver.machine.next();
    driver.machine.spin();
    assertThat(driver.machine.account().achievedNanos(Step.THINK)).isGreaterThanOrEqualTo(20_000);

    Driver forHours =
        new Driver(Sketch.of("hour", 1, 0, (i, d, p) -> p.think(Pause.SPIN, Plan.LONGEST_PAUSE_NANOS)), Policy.ORDERED);
    forHours.assignment.cancellation().request();
    forHours.machine.begin(0);
    forHours.machine.next();
    forHours.machine.spin();
    assertThat(forHours.machine.account().achievedNanos(Step.THINK)).isZero();
  }

  @Test
  void modelsThatThrowAreToldWithTaskSeedAndStep() {
    Sketch base = Sketch.of("throws", 5, 1, (i, draw, plan) -> plan.exclusive(0).compute(1));
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> new Driver(base.updating((task, held) -> held.set(0, 9, 1)), Policy.ORDERED).perform(4))
        .withMessageStartingWith("task 4 (seed 1) failed in update: word must be in [0, 1), got 9");
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(() -> new Driver(base.computing(task -> 1 / task.arg(0)), Policy.ORDERED).perform(3))
        .withMessageStartingWith("task 3 (seed 1) failed in compute: / by zero");
  }
}
