package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WatchTest {

  private static final long S = 1_000_000_000;
  private static final long BEGIN = -5 * S;

  private final Assignment assignment =
      Assignment.of(
          Sketch.of("slow", 10, 2, (i, draw, plan) -> slow(i, plan)), 0, 2, Policy.UNORDERED);
  private final Board board = assignment.board();
  private final Watch watch = new Watch(assignment, Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);

  /** Task 1 pauses for long; tasks 2 and 3 are two that can block each other. */
  private static void slow(long i, Plan plan) {
    if (i == 1) {
      plan.think(Pause.TIMER, 20 * S).await(7 * S).await(9 * S).hold(Pause.SPIN, 11 * S);
    } else {
      plan.exclusive((int) (i % 2)).exclusive((int) ((i + 1) % 2));
    }
  }

  private Optional<Watch.Alarm> look(double seconds) {
    return watch.look(BEGIN + Math.round(seconds * S));
  }

  @Test
  void workersThatGetOnRaiseNoAlarm() {
    for (int second = 1; second <= 100; second++) {
      board.at(0, second, Step.COMPUTE, 0);
      assertThat(look(second)).isEmpty();
    }
  }

  @Test
  void noStepForTooLongRaisesTheAlarmNotBefore() {
    board.at(0, 1, Step.COMPUTE, 0);
    assertThat(look(1)).isEmpty();
    assertThat(look(4)).isEmpty();
    Watch.Alarm alarm = look(4.1).orElseThrow();
    assertThat(assertInstanceOf(Watch.Alarm.NoProgress.class, alarm).since()).isEqualTo(Duration.ofMillis(3100));
    assertThat(alarm.standstill().workers()).extracting(WorkerState::doing).containsExactly("compute", "idle");
  }

  @Test
  void oneWorkerThatGetsOnIsEnough() {
    board.at(0, 1, Step.ASK, 0);
    for (int second = 0; second < 50; second += 2) {
      board.at(1, second, Step.COMPUTE, 0);
      assertThat(look(second)).isEmpty();
    }
  }

  @Test
  void aDeclaredPauseMayTakeItsTime() {
    board.plans(1, 1);
    board.at(1, 1, Step.THINK, 0);
    assertThat(look(1)).isEmpty();
    assertThat(look(1 + 3 + 20)).isEmpty();
    assertThat(look(1 + 3 + 20.1)).isPresent();
    board.at(1, 2, Step.AWAIT, 0);
    assertThat(look(30)).isEmpty();
    assertThat(look(30 + 3 + 9)).as("the longest of the chain").isEmpty();
    assertThat(look(30 + 3 + 9.1)).isPresent();
    board.at(1, 3, Step.HOLD, 0);
    assertThat(look(50)).isEmpty();
    assertThat(look(50 + 3 + 11)).isEmpty();
    assertThat(look(50 + 3 + 11.1)).isPresent();
  }

  @Test
  void theLimitEndsEvenWhoGetsOn() {
    board.at(0, 1, Step.COMPUTE, 0);
    assertThat(look(99)).isEmpty();
    board.at(0, 2, Step.COMPUTE, 0);
    assertThat(look(100)).isEmpty();
    board.at(0, 3, Step.COMPUTE, 0);
    Watch.Alarm alarm = look(100.1).orElseThrow();
    assertThat(assertInstanceOf(Watch.Alarm.OverLimit.class, alarm).limit()).isEqualTo(Duration.ofSeconds(100));
  }

  private void circle() {
    board.plans(0, 2);
    board.at(0, 1, Step.ASK, 1);
    board.plans(1, 3);
    board.at(1, 1, Step.ASK, 1);
  }

  @Test
  void theSecondLookAtACircleOfWaitsIsTheAlarm() {
    circle();
    assertThat(look(1)).isEmpty();
    Watch.Alarm alarm = look(1.01).orElseThrow();
    assertThat(assertInstanceOf(Watch.Alarm.Deadlock.class, alarm).after()).isEqualTo(Duration.ofMillis(1010));
    Standstill standstill = alarm.standstill();
    assertThat(standstill.isDeadlock()).isTrue();
    assertThat(standstill.text())
        .isEqualTo(
            "worker 0 (task 2) holds 0 and waits for 1, held by worker 1; "
                + "worker 1 (task 3) holds 1 and waits for 0, held by worker 0");
  }

  @Test
  void circlesAreLookedForNoMoreOftenThanIsAskedFor() {
    circle();
    assertThat(look(1)).isEmpty();
    assertThat(look(1.009)).as("less than 10 ms later").isEmpty();
    assertThat(look(1.011)).isPresent();
    assertThat(watch.lookEveryNanos(20_000_000)).isEqualTo(10_000_000);
    assertThat(watch.lookEveryNanos(5_000_000)).isEqualTo(5_000_000);
  }

  @Test
  void aCircleAmongWorkersOfWhomOthersGetOnIsAnAlarm() {
    Assignment three =
        Assignment.of(Sketch.of("three", 30, 3, (i, draw, plan) -> slow(i == 2 ? 2 : i == 3 ? 3 : 1, plan)), 0, 3, Policy.UNORDERED);
    Watch watching = new Watch(three, Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);
    three.board().plans(0, 2);
    three.board().at(0, 1, Step.ASK, 1);
    three.board().plans(2, 3);
    three.board().at(2, 1, Step.ASK, 1);
    assertThat(watching.look(BEGIN)).isEmpty();
    three.board().at(1, 8, Step.COMPUTE, 0);
    Watch.Alarm alarm = watching.look(BEGIN + S).orElseThrow();
    assertThat(alarm).isInstanceOf(Watch.Alarm.Deadlock.class);
    assertThat(alarm.standstill().deadlocked()).extracting(WorkerState::worker).containsExactly(0, 2);
    assertThat(alarm.standstill().workers()).hasSize(3);
  }

  /** Under these, who waits in a circle gives up, or cannot be in one at all. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"UNORDERED", "ARBITER"})
  void circlesThatAreNotForEverAreLeftToTheLackOfSteps(Policy policy) {
    Assignment other = Assignment.of(assignment.model(), 0, 2, policy);
    assertThat(other.circles()).isEmpty();
    Watch watching = new Watch(other, Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);
    assertThat(watching.lookEveryNanos(20_000_000)).isEqualTo(20_000_000);
    assertThat(watching.look(BEGIN + S)).isEmpty();
    assertThat(watching.look(BEGIN + 2 * S)).isEmpty();
    assertThat(watching.look(BEGIN + 4 * S)).get().isInstanceOf(Watch.Alarm.NoProgress.class);
  }

  /** Worker 0 reads 0, worker 1 writes 1 and wants to read 0, worker 2 came before it to write 0; worker 3 has nothing to do with them. */
  private static Assignment readerBehindWriter() {
    Sketch model =
        Sketch.of("behind", 40, 3, (i, draw, plan) -> {
              switch ((int) i) {
                case 0 -> plan.shared(0).exclusive(1);
                case 1 -> plan.exclusive(1).shared(0);
                case 2 -> plan.exclusive(0);
                default -> plan.exclusive(2);
              }
            })
            .sharing();
    Assignment readers = Assignment.of(model, 0, 4, Policy.UNORDERED);
    for (int worker = 0; worker < 3; worker++) {
      readers.board().plans(worker, worker);
      readers.board().at(worker, 1, Step.ASK, worker == 2 ? 0 : 1);
    }
    return readers;
  }

  /** A reader may have come before that writer, and may only be slow. */
  @Test
  void aReaderBehindAWriterIsNotTakenForADeadlockAtOnce() {
    Watch watching = new Watch(readerBehindWriter(), Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);
    assertThat(watching.look(BEGIN)).isEmpty();
    assertThat(watching.look(BEGIN + S)).isEmpty();
    Watch.Alarm alarm = watching.look(BEGIN + 4 * S).orElseThrow();
    assertThat(alarm).isInstanceOf(Watch.Alarm.NoProgress.class);
    assertThat(alarm.standstill().isDeadlock()).isTrue();
  }

  /** Begins a step of worker 3 each time. */
  private static Optional<Watch.Alarm> lookWhileAnotherGetsOn(Watch watching, Assignment readers, long step) {
    readers.board().plans(3, 3);
    readers.board().at(3, step, Step.COMPUTE, 0);
    return watching.look(BEGIN + step * S);
  }

  @Test
  void aReaderBehindAWriterIsADeadlockWhenNoneOfThemMovesForLongThoughOthersGetOn() {
    Assignment readers = readerBehindWriter();
    Watch watching = new Watch(readers, Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);
    for (long step = 1; step <= 5; step++) {
      assertThat(lookWhileAnotherGetsOn(watching, readers, step)).as("look %d", step).isEmpty();
    }
    Watch.Alarm alarm = lookWhileAnotherGetsOn(watching, readers, 6).orElseThrow();
    assertThat(alarm).isInstanceOf(Watch.Alarm.Deadlock.class);
    assertThat(alarm.standstill().deadlocked()).extracting(WorkerState::worker).containsExactly(0, 1);
  }

  @Test
  void aReaderThatWasOnlySlowIsForgotten() {
    Assignment readers = readerBehindWriter();
    Watch watching = new Watch(readers, Duration.ofSeconds(3), Duration.ofSeconds(100), BEGIN);
    for (long step = 1; step <= 5; step++) {
      assertThat(lookWhileAnotherGetsOn(watching, readers, step)).isEmpty();
    }
    readers.board().at(1, 2, Step.UPDATE, 2);
    assertThat(lookWhileAnotherGetsOn(watching, readers, 6)).isEmpty();
    readers.board().at(1, 3, Step.ASK, 1);
    for (long step = 7; step <= 11; step++) {
      assertThat(lookWhileAnotherGetsOn(watching, readers, step)).as("look %d", step).isEmpty();
    }
    assertThat(lookWhileAnotherGetsOn(watching, readers, 12)).isPresent();
  }

  @Test
  void aWorkerThatIsBeingPlannedIsNotPlannedAgain() {
    board.plans(0, 2);
    assertThat(Standstill.of(assignment).workers().getFirst())
        .isEqualTo(new WorkerState(0, 2, -1, "plan", 0, List.of(), Optional.empty()));
  }
}
