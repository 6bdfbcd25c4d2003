package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.engine.Assignment;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.History;
import lockstep.engine.NotSerialisable;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.SerialCheck;
import lockstep.engine.Sketch;
import lockstep.simulation.Pause;
import org.junit.jupiter.api.Test;

final class ThreadsEngineTest extends CoordinationConformance {

  private static final int ROUNDS = 20;

  ThreadsEngineTest() {
    super(ThreadsEngine.KIND);
  }

  /** The locks are unfair. */
  @Override
  protected boolean readersOvertake() {
    return true;
  }

  @Test
  void threadsSendNoMessagesAndDoNotKnowOfQueues() {
    Sketch hot = Sketch.of("hot", 2000, 1, (i, draw, plan) -> plan.exclusive(0));
    Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, perform(Assignment.of(hot, 1, 4, Policy.ORDERED)));
    assertThat(completed.account().messages()).isZero();
    assertThat(completed.account().queueing()).as("not a zero").isEmpty();
  }

  private Outcome.Completed unguarded(Sketch model) {
    return assertInstanceOf(Outcome.Completed.class, perform(Assignment.of(model, 1, 2, Policy.UNGUARDED)));
  }

  /** A control: what guards are for is seen as soon as they are missing. */
  @Test
  void unguardedLosesUpdatesOfAHotResource() {
    Sketch hot = Sketch.of("hot", 500, 1, (i, draw, plan) -> plan.exclusive(0).hold(Pause.SPIN, 20_000));
    long lost = 0;
    for (int round = 0; round < ROUNDS && lost == 0; round++) {
      Outcome.Completed completed = unguarded(hot);
      assertThat(completed.account().ledger().writes()).isEqualTo(500);
      assertThat(completed.cells().versions()).isLessThanOrEqualTo(500);
      lost = 500 - completed.cells().versions();
    }
    assertThat(lost).as("updates lost in %d rounds", ROUNDS).isPositive();
  }

  /** Two tasks at a time meet while both hold a copy, and again when both have written it back: one update of two is lost. */
  @Test
  void versionsCountExactlyTheUpdatesThatWereLost() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Sketch pairs =
        Sketch.of(
                "pairs",
                100,
                1,
                (i, draw, plan) -> {
                  meet(meeting);
                  plan.exclusive(0);
                })
            .updating(
                (task, held) -> {
                  meet(meeting);
                  held.add(0, 0, 1);
                });
    Outcome.Completed completed = unguarded(pairs);
    assertThat(completed.account().ledger().writes()).isEqualTo(100);
    assertThat(completed.cells().versions()).isEqualTo(50);
    assertThat(completed.cells().get(0, 0)).isEqualTo(50);
    assertThat(completed.account().brokenHolds()).as("nobody touches a copy").isZero();
  }

  /** The same two tasks: each changed what the other had seen. */
  @Test
  void unguardedIsNotSerialisable() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Sketch pairs =
        Sketch.of(
                "pairs",
                100,
                1,
                (i, draw, plan) -> {
                  meet(meeting);
                  plan.exclusive(0);
                })
            .updating(
                (task, held) -> {
                  meet(meeting);
                  held.set(0, 0, held.get(0, 0) * 31 + task.index());
                });
    Assignment assignment =
        new Assignment(pairs, 1, 2, Coordination.of(Policy.UNGUARDED), new Board(2), new Cancellation(), new History(pairs));
    Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, perform(assignment));
    assertThatExceptionOfType(NotSerialisable.class)
        .isThrownBy(() -> SerialCheck.perform(assignment, completed))
        .withMessage("tasks 0 and 1 both saw version 0 of resource 0 and changed it");
  }

  private static void meet(CyclicBarrier meeting) {
    try {
      meeting.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other task did not come", e);
    }
  }

  @Test
  void unguardedAloneLosesNothing() {
    Sketch counter = Sketch.of("alone", 500, 1, (i, draw, plan) -> plan.exclusive(0));
    Outcome.Completed completed =
        assertInstanceOf(Outcome.Completed.class, perform(Assignment.of(counter, 1, 1, Policy.UNGUARDED)));
    assertThat(completed.cells().get(0, 0)).isEqualTo(500);
    assertThat(completed.cells().versions()).isEqualTo(500);
  }
}
