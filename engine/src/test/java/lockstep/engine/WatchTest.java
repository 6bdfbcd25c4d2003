package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import org.junit.jupiter.api.Test;

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

  @Test
  void theAlarmTellsTheDeadlock() {
    board.plans(0, 2);
    board.at(0, 1, Step.ASK, 1);
    board.plans(1, 3);
    board.at(1, 1, Step.ASK, 1);
    assertThat(look(1)).isEmpty();
    Standstill standstill = look(5).orElseThrow().standstill();
    assertThat(standstill.isDeadlock()).isTrue();
    assertThat(standstill.text())
        .isEqualTo(
            "worker 0 (task 2) holds 0 and waits for 1, held by worker 1; "
                + "worker 1 (task 3) holds 1 and waits for 0, held by worker 0");
  }

  @Test
  void aWorkerThatIsBeingPlannedIsNotPlannedAgain() {
    board.plans(0, 2);
    assertThat(Standstill.of(assignment).workers().getFirst())
        .isEqualTo(new WorkerState(0, 2, -1, "plan", 0, List.of(), Optional.empty()));
  }
}
