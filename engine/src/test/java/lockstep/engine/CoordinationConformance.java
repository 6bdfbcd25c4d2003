package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import lockstep.engine.ConformanceModels.Case;
import lockstep.engine.WorkerState.Claim;
import lockstep.simulation.Draw;
import lockstep.simulation.Mode;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine has to do that has more than one worker, besides {@link EndingConformance}. */
public abstract class CoordinationConformance extends EndingConformance {

  private static final int ROUNDS = 20;

  protected CoordinationConformance(EngineKind kind) {
    super(kind);
  }

  @Test
  public void hundredsOfRequestsWaitAtOnce() {
    TaskModel requests = ConformanceModels.simulation("requests", Map.of("requests", "200", "waits", "3", "delay", "2ms"));
    assertSameWork(new Cell(new Case("requests", requests, true), Policy.ORDERED, 200, 1));
  }

  /** The users of a resource together cannot hold it longer than its permits times the time that passed. */
  @ParameterizedTest(name = "{0} permits")
  @ValueSource(ints = {1, 2, 3})
  public void neverMoreUsersThanPermitsHoldAResourceWhileTheyWaitForTimers(int permits) {
    TaskModel model =
        Sketch.of("held by timer", 12, 1, (i, draw, plan) -> plan.permit(0).hold(Pause.TIMER, ConformanceModels.TIMER))
            .withPermits(r -> permits)
            .updating((task, held) -> {});
    Outcome outcome = perform(Assignment.of(model, 1, 8, coordination(Policy.ORDERED)));
    Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, outcome);
    assertThat(completed.account().achievedNanos(Step.HOLD)).isLessThanOrEqualTo(permits * completed.elapsedNanos());
  }

  /** Held one after the other, a resource is held no longer than the time that passed; here it is for far longer. */
  @Test
  public void readersThatWaitedForAWriterHoldAResourceTogether() {
    TaskModel model =
        Sketch.of("one writer, then readers", 8, 1, CoordinationConformance::writerThenReaders).sharing();
    Outcome outcome = perform(Assignment.of(model, 1, 8, coordination(Policy.ORDERED)));
    Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, outcome);
    assertThat(completed.account().achievedNanos(Step.HOLD)).isGreaterThan(completed.elapsedNanos());
  }

  private static void writerThenReaders(long i, Draw draw, Plan plan) {
    if (i == 0) {
      plan.exclusive(0).hold(Pause.TIMER, 10 * ConformanceModels.TIMER);
    } else {
      plan.think(Pause.TIMER, ConformanceModels.TIMER).shared(0).hold(Pause.TIMER, 50 * ConformanceModels.TIMER);
    }
  }

  @Test
  public void aDeadlockIsFoundEndedAndForgotten() {
    TaskModel table =
        ConformanceModels.simulation(
            "philosophers", Map.of("seats", "3", "meals", "1000", "gap", "2ms", "pause", "timer"));
    Assignment assignment = Assignment.of(table, 1, 3, coordination(Policy.UNORDERED));
    Standstill standstill = assertDeadlocked(assignment);
    assertThat(standstill.deadlocked()).extracting(WorkerState::agent).containsExactly(0, 1, 2);
    for (WorkerState philosopher : standstill.deadlocked()) {
      assertThat(philosopher.holds()).containsExactly(new Claim(philosopher.agent(), Mode.EXCLUSIVE));
      assertThat(philosopher.wants()).contains(new Claim((philosopher.agent() + 1) % 3, Mode.EXCLUSIVE));
    }
    assertStillPerforms();
  }

  @Test
  public void everySafePolicyFeedsTheTableThatDeadlocksUnordered() {
    TaskModel table =
        ConformanceModels.simulation(
            "philosophers", Map.of("seats", "3", "meals", "5", "gap", "2ms", "pause", "timer"));
    for (Policy policy : safePolicies()) {
      assertSameWork(new Cell(new Case("philosophers", table, false), policy, 3, 1));
    }
  }

  @Test
  public void givingUpIsCountedApartFromTheWork() {
    TaskModel pair =
        Sketch.of(
            "against each other",
            40,
            2,
            (i, draw, plan) -> {
              int first = (int) (i % 2);
              plan.exclusive(first).gap(Pause.TIMER, 2 * ConformanceModels.TIMER).exclusive(1 - first);
            });
    for (Policy policy : List.of(Policy.TRY_LOCK, Policy.TIMEOUT)) {
      if (kind.policies().contains(policy)) {
        Outcome outcome = perform(Assignment.of(pair, 1, 2, coordination(policy)));
        Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, outcome);
        assertThat(completed.account().retries()).as("retries under %s, pauses between them", policy).isBetween(1L, 20 * pair.tasks());
        assertThat(completed.account().redoneNanos()).isPositive();
        if (policy == Policy.TIMEOUT) {
          assertThat(completed.account().contended())
              .as("waits, also in vain")
              .isGreaterThanOrEqualTo(completed.account().retries());
        }
        assertThat(Work.of(outcome)).isEqualTo(Work.reference(pair, 1));
      }
    }
  }

  /**
   * Four workers come for one resource that each holds for long: three wait for it at most, and somebody does. The gate is left when a
   * task has everything, so one waits for the resource and the others for the gate: five waits, if they all come in time.
   */
  @Test
  public void whoFindsAResourceOrTheGateTakenIsCountedUnderEveryPolicy() {
    Sketch model =
        Sketch.of("held", 4, 2, (i, draw, plan) -> plan.exclusive(0).exclusive(1).hold(Pause.TIMER, 10 * ConformanceModels.TIMER));
    for (Policy policy : safePolicies()) {
      long least = policy == Policy.ARBITER ? 4 : 1;
      Account account = new Account();
      for (int round = 0; round < ROUNDS && account.contended() < least; round++) {
        Outcome outcome = perform(Assignment.of(model, 1, 4, coordination(policy)));
        account = assertInstanceOf(Outcome.Completed.class, outcome).account();
      }
      assertThat(account.contended()).as("waits under %s", policy).isBetween(least, policy == Policy.ARBITER ? 6L : 3L);
      assertThat(account.longestWaitNanos()).isBetween(1L, account.waitedNanos());
    }
  }

  /** Whether readers may go before writers that came earlier; then they do not wait behind them, and cannot deadlock so. */
  protected boolean readersOvertake() {
    return false;
  }

  @Test
  public void aReaderBehindAWriterDeadlocksAndIsFoundUnlessReadersOvertake() {
    TaskModel model =
        Sketch.of("behind a writer", 3, 2, CoordinationConformance::readerBehindWriter).sharing();
    if (readersOvertake()) {
      assertSameWork(new Cell(new Case(model.toString(), model, false), Policy.UNORDERED, 3, 1));
      return;
    }
    Assignment assignment = Assignment.of(model, 1, 3, coordination(Policy.UNORDERED));
    assertThat(assertDeadlocked(assignment).deadlocked()).extracting(WorkerState::worker).containsExactly(0, 1);
    assertStillPerforms();
  }

  /** Task 0 reads 0, then writes 1; task 1 writes 1, then, much later, reads 0; task 2 comes between them to write 0. */
  private static void readerBehindWriter(long i, Draw draw, Plan plan) {
    switch ((int) i) {
      case 0 -> plan.shared(0).gap(Pause.TIMER, 40 * ConformanceModels.TIMER).exclusive(1);
      case 1 -> plan.exclusive(1).gap(Pause.TIMER, 40 * ConformanceModels.TIMER).shared(0);
      default -> plan.think(Pause.TIMER, 20 * ConformanceModels.TIMER).exclusive(0);
    }
  }

  @Tag("soak")
  @RepeatedTest(200)
  public void contendedTasksLoseNothingHoweverOften() {
    TaskModel counter = ConformanceModels.simulation("counter", Map.of("increments", "20000"));
    assertSameWork(new Cell(new Case("counter", counter, true), Policy.ORDERED, 4, 1));
    TaskModel table = ConformanceModels.simulation("philosophers", Map.of("seats", "5", "meals", "500"));
    assertSameWork(new Cell(new Case("philosophers", table, false), Policy.ORDERED, 5, 1));
  }
}
