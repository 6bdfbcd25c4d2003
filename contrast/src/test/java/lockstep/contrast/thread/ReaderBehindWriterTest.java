package lockstep.contrast.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Sketch;
import lockstep.engine.Watch;
import lockstep.engine.WorkerState;
import lockstep.simulation.Draw;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fair locks have a reader wait behind a writer that waits itself. */
@Timeout(120)
final class ReaderBehindWriterTest {

  private static final long MS = 1_000_000;
  private static final Duration STANDING = Duration.ofMillis(300);
  private static final long LIMIT_SECONDS = 60;

  /** Threads that come late on a busy machine do not meet. */
  private static final int ROUNDS = 20;

  /** Task 0 reads 0, then writes 1; task 1 writes 1, then, much later, reads 0; task 2 comes between them to write 0. Worker 3 goes on and on. */
  private static void plan(long i, Draw draw, Plan plan) {
    switch ((int) Math.min(i, 3)) {
      case 0 -> plan.shared(0).gap(Pause.TIMER, 80 * MS).exclusive(1);
      case 1 -> plan.exclusive(1).gap(Pause.TIMER, 80 * MS).shared(0);
      case 2 -> plan.think(Pause.TIMER, 40 * MS).exclusive(0);
      default -> plan.exclusive(2).hold(Pause.TIMER, 2 * MS);
    }
  }

  @Test
  void aReaderBehindAWriterInACircleIsFoundThoughOthersGetOn() throws Exception {
    Optional<Watch.Alarm> alarm = Optional.empty();
    try (Engine engine = ThreadsEngine.KIND.open()) {
      for (int round = 0; round < ROUNDS && alarm.isEmpty(); round++) {
        alarm = watched(engine);
      }
    }
    Watch.Alarm.Deadlock deadlock = assertInstanceOf(Watch.Alarm.Deadlock.class, alarm.orElseThrow());
    assertThat(deadlock.standstill().deadlocked()).extracting(WorkerState::worker).containsExactly(0, 1);
  }

  /** Has a while pass, by the clock of the watch, whenever worker 3 has got on; until there is an alarm, or task 1 got what it waited for. */
  private static Optional<Watch.Alarm> watched(Engine engine) throws Exception {
    AtomicBoolean passed = new AtomicBoolean();
    Sketch model =
        Sketch.of("behind a writer", 4_000_000, 3, ReaderBehindWriterTest::plan)
            .sharing()
            .updating((task, held) -> passed.compareAndSet(false, task.index() == 1));
    Assignment assignment = Assignment.of(model, 1, 4, Coordination.of(Policy.UNORDERED).withQueues(Queues.FAIR));
    long now = 0;
    Watch watch = new Watch(assignment, STANDING, Duration.ofHours(1), now);
    CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> performed(engine, assignment));
    Optional<Watch.Alarm> alarm = Optional.empty();
    long steps = 0;
    while (alarm.isEmpty() && !passed.get() && !outcome.isDone()) {
      LockSupport.parkNanos(MS);
      if (assignment.board().steps() > steps) {
        steps = assignment.board().steps();
        now += 10 * MS;
        alarm = watch.look(now);
      }
    }
    assignment.cancellation().request();
    assertThat(outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Outcome.Cancelled.class);
    return alarm;
  }

  private static Outcome performed(Engine engine, Assignment assignment) {
    try {
      return engine.perform(assignment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
