package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every engine has to end that has more than one worker, when it is ended early: looked at while it works. */
public abstract class EndingConformance extends EngineConformance {

  private static final long BETWEEN_LOOKS_NANOS = 50_000;

  protected EndingConformance(EngineKind kind) {
    super(kind);
  }

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

  private void assertCancelled(Assignment assignment, BooleanSupplier condition) {
    Thread cancelling = when(condition, assignment.cancellation()::request);
    assertThat(assertTimeoutPreemptively(PROMPTLY, () -> engine().perform(assignment))).isInstanceOf(Outcome.Cancelled.class);
    join(cancelling);
  }

  /** Performs it until it is deadlocked, then cancels it. The workers move while they end, so it is looked at before. */
  protected Standstill assertDeadlocked(Assignment assignment) {
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
}
