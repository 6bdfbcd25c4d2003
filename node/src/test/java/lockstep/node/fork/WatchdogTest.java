package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lockstep.contrast.thread.SequentialEngine;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Watch.Alarm;
import lockstep.simulation.Draw;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WatchdogTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofHours(1);

  /** A model with more tasks than anybody can perform. */
  private static final TaskModel ENDLESS = new Endless(Long.MAX_VALUE / 2, new CountDownLatch(0));

  private record Endless(long tasks, CountDownLatch released) implements TaskModel {

    @Override
    public int resources() {
      return 0;
    }

    /** Neither ends before it is released nor can be interrupted. */
    @Override
    public void plan(long i, Draw draw, Plan plan) {
      while (released.getCount() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static Assignment assignment(TaskModel model) {
    return Assignment.of(model, 42, 1, Policy.ORDERED);
  }

  private static Outcome perform(Assignment assignment) throws InterruptedException {
    try (Engine engine = SequentialEngine.KIND.open()) {
      return engine.perform(assignment);
    }
  }

  @Test
  void modelThatNeverReturnsIsToldToWhomeverCanEndTheJvm() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Assignment assignment = assignment(new Endless(1, released));
    CompletableFuture<Alarm> stuck = new CompletableFuture<>();
    try (Watchdog watchdog = new Watchdog(assignment, SHORT, LONG, () -> {}, stuck::complete)) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> complete(outcome, assignment));

      Alarm alarm = stuck.get(60, TimeUnit.SECONDS);

      assertThat(alarm).isInstanceOf(Alarm.NoProgress.class);
      assertThat(alarm.standstill().text()).isEqualTo("no cycle of waits; workers: 1 at plan");
      assertThat(watchdog.alarm()).contains(alarm);
      released.countDown();
      assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Cancelled.class);
    } finally {
      released.countDown();
    }
  }

  private static void complete(CompletableFuture<Outcome> outcome, Assignment assignment) {
    try {
      outcome.complete(perform(assignment));
    } catch (InterruptedException | RuntimeException e) {
      outcome.completeExceptionally(e);
    }
  }

  @Test
  void workThatGetsOnIsEndedByTheLimit() throws Exception {
    Assignment assignment = assignment(ENDLESS);
    try (Watchdog watchdog = new Watchdog(assignment, LONG, SHORT, () -> {}, stuck -> {})) {

      assertThat(perform(assignment)).isInstanceOf(Outcome.Cancelled.class);

      assertThat(watchdog.alarm()).get().isInstanceOf(Alarm.OverLimit.class);
    }
  }

  @Test
  void looksAgainAndAgainAndRaisesNoAlarmWithoutReason() throws Exception {
    CountDownLatch looks = new CountDownLatch(3);
    try (Watchdog watchdog = new Watchdog(assignment(ENDLESS), LONG, LONG, looks::countDown, stuck -> {})) {

      assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(watchdog.alarm()).isEmpty();
    }
  }

  @Test
  void closingLeavesNoThread() {
    new Watchdog(assignment(ENDLESS), LONG, LONG, () -> {}, stuck -> {}).close();

    assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("watchdog");
  }
}
