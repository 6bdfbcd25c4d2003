package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.Deadlocks;
import lockstep.engine.Engine;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Sketch;
import lockstep.engine.Work;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that deadlocks when nobody looks: each task keeps the first resource while a timer runs, then asks for what another one has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ActorsDetectionTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final long TIMER = Plan.SHORTEST_TIMER_NANOS;

  private final Engine engine = ActorsEngine.KIND.open();

  @AfterAll
  void close() {
    engine.close();
  }

  /** Models, and how many workers perform them. */
  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(rings(1, 2), 2),
        Arguments.of(rings(1, 3), 3),
        Arguments.of(rings(2, 3), 6),
        Arguments.of(rings(1, 12), 12),
        Arguments.of(
            Sketch.of("read both, write one", 16, 2, (i, draw, plan) -> plan.shared((int) i % 2).gap(Pause.TIMER, TIMER).exclusive((int) (i + 1) % 2))
                .sharing(),
            4),
        Arguments.of(
            Sketch.of("two pools", 16, 2, (i, draw, plan) -> plan.permit((int) i % 2).gap(Pause.TIMER, TIMER).permit((int) (i + 1) % 2))
                .withPermits(r -> 2),
            4));
  }

  /** Separate rings of as many workers, each of which needs its own resource and then the next one's, four times. */
  private static Sketch rings(int rings, int size) {
    int workers = rings * size;
    return Sketch.of(
        rings + " rings of " + size,
        4L * workers,
        workers,
        (i, draw, plan) -> {
          int seat = (int) (i % workers);
          int ring = seat / size;
          plan.exclusive(seat).gap(Pause.TIMER, TIMER).exclusive(ring * size + (seat + 1) % size);
        });
  }

  @ParameterizedTest(name = "{0}, {1} workers")
  @MethodSource("models")
  void workThatDeadlocksIsDoneAllTheSame(Sketch model, int workers) {
    Assignment assignment =
        Assignment.of(model, 1, workers, Coordination.of(Policy.DETECT).withOwners(model.resources()).detectingEvery(TIMER));
    Outcome outcome = assertTimeoutPreemptively(LONG_ENOUGH, () -> engine.perform(assignment));
    assertThat(Work.of(outcome)).isEqualTo(Work.reference(model, 1));
    Account account = assertInstanceOf(Outcome.Completed.class, outcome).account();
    Deadlocks deadlocks = account.deadlocks();
    assertThat(deadlocks.broken()).isPositive().isEqualTo(account.retries());
    assertThat(deadlocks.probes()).isGreaterThanOrEqualTo(2 * deadlocks.members());
    assertThat(deadlocks.formations()).hasSize((int) deadlocks.broken()).satisfies(ActorsDetectionTest::noneIsNegative);
    assertThat(deadlocks.detections()).hasSize((int) deadlocks.broken()).satisfies(ActorsDetectionTest::noneIsNegative);
    assertThat(deadlocks.victims()).hasSize((int) deadlocks.broken()).satisfies(ActorsDetectionTest::noneIsNegative);
    assertThat(deadlocks.recoveries()).satisfies(ActorsDetectionTest::noneIsNegative);
  }

  private static void noneIsNegative(long[] nanos) {
    assertThat(Arrays.stream(nanos).filter(one -> one < 0)).isEmpty();
  }
}
