package lockstep.contrast.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Queueing;
import lockstep.engine.Sketch;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;

final class EventLoopEngineTest extends CoordinationConformance {

  EventLoopEngineTest() {
    super(EventLoopEngine.KIND);
  }

  private Account account(Sketch model) {
    return assertInstanceOf(Outcome.Completed.class, perform(Assignment.of(model, 1, 5, Policy.ORDERED))).account();
  }

  /** All five are on the loop before the first timer can run out, and come to hold the resource in turn. */
  @Test
  void whoIsQueuedAfterAGrantIsCounted() {
    Account account =
        account(Sketch.of("held", 5, 1, (i, draw, plan) -> plan.exclusive(0).hold(Pause.TIMER, Plan.SHORTEST_TIMER_NANOS)));
    assertThat(account.contended()).isEqualTo(4);
    assertThat(account.messages()).isEqualTo(4);
    Queueing queueing = account.queueing().orElseThrow();
    assertThat(queueing.tasks()).isEqualTo(5).isEqualTo(account.latencies().length);
    assertThat(queueing.stays()).isEqualTo(4);
    assertThat(account.waitedNanos()).as("three timers and more").isGreaterThan(3 * Plan.SHORTEST_TIMER_NANOS);
  }

  @Test
  void tasksThatNeverWaitAreNotQueued() {
    Account account = account(Sketch.of("free", 1000, 1, (i, draw, plan) -> plan.exclusive(0)));
    assertThat(account.messages()).isZero();
    assertThat(account.queueing().orElseThrow().stays()).isZero();
  }
}
