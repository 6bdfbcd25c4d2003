package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

/** What every engine has to do that has more than one worker, besides {@link EngineConformance}. */
public abstract class CoordinationConformance extends EngineConformance {

  private static final long BETWEEN_LOOKS_NANOS = 50_000;
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

  // Ending early

  @Test
  public void anAssignmentThatIsCancelledBeforehandEndsAtOnce() {
    Assignment assignment = Assignment.of(pausing(Pause.TIMER, Step.HOLD), 1, 3, coordination(Policy.ORDERED));
    assignment.cancellation().request();
    assertThat(assertTimeoutPreemptively(PROMPTLY, () -> engine().perform(assignment))).isInstanceOf(Outcome.Cancelled.class);
    assertStillPerforms();
  }

  @ParameterizedTest(name = "while some wait for a {0}")
  @ValueSource(strings = {"timer", "spin"})
  public void cancellationEndsPausesAndWaits(String pause) {
    Pause how = pause.equals("timer") ? Pause.TIMER : Pause.SPIN;
    for (Step step : new Step[] {Step.THINK, Step.HOLD}) {
      Assignment assignment = Assignment.of(pausing(how, step), 1, 3, coordination(Policy.ORDERED));
      assertCancelled(assignment, () -> assignment.board().position(0).steps() > 0 && at(assignment, 0, step));
    }
    assertStillPerforms();
  }

  private static Sketch pausing(Pause pause, Step step) {
    return Sketch.of(
        "for an hour",
        10,
        1,
        (i, draw, plan) -> {
          plan.exclusive(0);
          if (i == 0 && step == Step.THINK) {
            plan.think(pause, Plan.LONGEST_PAUSE_NANOS);
          } else if (i == 0) {
            plan.hold(pause, Plan.LONGEST_PAUSE_NANOS);
          }
        });
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
        assertThat(completed.account().retries()).as("retries under %s", policy).isPositive();
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

  @Test
  public void aModelThatThrowsEndsWorkersThatWait() {
    Sketch model =
        Sketch.of(
                "throws while others wait",
                3,
                1,
                (i, draw, plan) -> {
                  if (i == 0) {
                    plan.exclusive(0).hold(Pause.TIMER, 10 * ConformanceModels.TIMER);
                  } else if (i == 1) {
                    plan.think(Pause.TIMER, Plan.LONGEST_PAUSE_NANOS);
                  } else {
                    plan.think(Pause.TIMER, 2 * ConformanceModels.TIMER).exclusive(0);
                  }
                })
            .updating(
                (task, held) -> {
                  if (task.index() == 0) {
                    throw new IllegalStateException("on purpose");
                  }
                });
    assertThatExceptionOfType(ModelFailure.class)
        .isThrownBy(
            () -> assertTimeoutPreemptively(PROMPTLY, () -> engine().perform(Assignment.of(model, 1, 3, coordination(Policy.ORDERED)))))
        .withMessageContaining("task 0 (seed 1) failed in update");
    assertStillPerforms();
  }

  @Test
  public void anInterruptOfTheCallerEndsTheAssignment() {
    Assignment assignment = Assignment.of(pausing(Pause.TIMER, Step.HOLD), 1, 3, coordination(Policy.ORDERED));
    AtomicReference<Object> end = new AtomicReference<>("nothing");
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    end.set(engine().perform(assignment));
                  } catch (InterruptedException | RuntimeException e) {
                    end.set(e);
                  }
                });
    Thread interrupting = when(() -> at(assignment, 0, Step.HOLD), caller::interrupt);
    join(interrupting);
    join(caller);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertStillPerforms();
  }

  // Looking on while an engine works

  private void assertCancelled(Assignment assignment, BooleanSupplier condition) {
    Thread cancelling = when(condition, assignment.cancellation()::request);
    assertThat(assertTimeoutPreemptively(PROMPTLY, () -> engine().perform(assignment))).isInstanceOf(Outcome.Cancelled.class);
    join(cancelling);
  }

  /** Performs it until it is deadlocked, then cancels it. The workers move while they end, so it is looked at before. */
  private Standstill assertDeadlocked(Assignment assignment) {
    CompletableFuture<Standstill> seen = new CompletableFuture<>();
    assertCancelled(
        assignment,
        () -> {
          Standstill standstill = Standstill.of(assignment);
          return standstill.isDeadlock() && stood(assignment, standstill) && seen.complete(standstill);
        });
    return seen.join();
  }

  /** Whether nobody has moved since a deadlock was seen, so that what was seen is exact. */
  private static boolean stood(Assignment assignment, Standstill seen) {
    long before = assignment.board().steps();
    return Standstill.of(assignment).equals(seen) && assignment.board().steps() == before;
  }

  private static boolean at(Assignment assignment, int worker, Step step) {
    Board.Position position = assignment.board().position(worker);
    return !position.idle() && !position.planning() && position.step() == step;
  }

  /** Does something as soon as a condition holds, or gives up after a while. */
  private static Thread when(BooleanSupplier condition, Runnable action) {
    long deadline = System.nanoTime() + PROMPTLY.toNanos();
    return Thread.ofPlatform()
        .start(
            () -> {
              while (System.nanoTime() < deadline) {
                if (condition.getAsBoolean()) {
                  action.run();
                  return;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
              }
            });
  }

  private static void join(Thread thread) {
    assertTimeoutPreemptively(PROMPTLY.plus(Duration.ofSeconds(5)), () -> thread.join());
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
