package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lockstep.node.calibrate.Repairman.Shape;
import lockstep.simulation.Pause;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Theory of the machine repairman against another form of it, and against queues that are replayed. */
final class ClosedQueueTest {

  private static final long MANY = 1_000_000;

  /** The birth and death process: p(k) = p(0) N! / (N-k)! (S/Z)^k, and the server is idle with probability p(0). */
  private static double birthAndDeath(int customers, double think, double service) {
    double sum = 0;
    double term = 1;
    for (int k = 0; k <= customers; k++) {
      sum += term;
      term *= (customers - k) * service / think;
    }
    return (1 - 1 / sum) / service;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 30})
  void exponentialServiceIsABirthAndDeathProcess(int customers) {
    assertThat(ClosedQueue.shifted(customers, 24, 0, 6).throughput())
        .isCloseTo(birthAndDeath(customers, 24, 6), Percentage.withPercentage(1e-9));
  }

  @Test
  void oneCustomerNeverWaits() {
    assertThat(ClosedQueue.shifted(1, 24, 3, 4).waitNanos()).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"3, 4000000, 0", "6, 6000000, 0", "6, 2000000, 4000000", "8, 3000000, 1000000", "6, 0, 6000000"})
  void longQueueIsAsInTheory(int customers, long least, double more) {
    OneLock model = new OneLock(MANY, Pause.TIMER, least, more, 24_000_000);
    LockFigures replayed = Replay.of(model, customers, 7);
    ClosedQueue queue = ClosedQueue.shifted(customers, replayed.thinkNanos(), replayed.holdNanos() - more, more);

    assertThat(replayed.throughput()).as("seed 7").isCloseTo(queue.throughput() * 1e9, Percentage.withPercentage(0.5));
    assertThat(replayed.waitNanos()).as("seed 7").isCloseTo(queue.waitNanos(), Percentage.withPercentage(1));
  }

  @ParameterizedTest
  @EnumSource
  void chosenSeedIsAsInTheoryHoweverLateTimersAre(Shape shape) {
    for (long late = 0; late <= 2_000_000; late += 100_000) {
      LockFigures replayed = Replay.of(shape.model(Repairman.TASKS), Repairman.WORKERS, shape.seed(), late);

      assertThat(Repairman.judge(shape, replayed))
          .as("late by %d ns", late)
          .allSatisfy(check -> assertThat(check.deviation()).isBetween(-0.04, 0.04));
    }
  }

  @Test
  void fixedHoldsWithoutThinkingAreACircle() {
    LockFigures replayed = Replay.of(new OneLock(120, Pause.TIMER, 10, 0, 0), 8, 1);

    assertThat(replayed.waitNanos()).isCloseTo(FixedHold.waitNanos(8, 120, 10), within(1e-9));
    assertThat(replayed.throughput()).isCloseTo(1e8, within(1e-3));
  }
}
