package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BackOffTest {

  private static final long WAIT = 10_000_000;
  private static final long PART_OF_A_WAIT = WAIT / 10 + 1;
  private static final int DRAWS = 500;

  /** Of a worker under a policy whose attempts wait so long in vain. */
  private static BackOff of(Policy policy, long backOffNanos, long leastNanos) {
    Sketch one = Sketch.of("one", 1, 0, (i, draw, plan) -> {});
    Coordination coordination = Coordination.of(policy).withTimes(WAIT, backOffNanos).detectingEvery(WAIT);
    return new BackOff(Assignment.of(one, 1, 1, coordination), 0, leastNanos);
  }

  /** The longest of many pauses after so many attempts. */
  private static long longest(BackOff backOff, int attempt) {
    return LongStream.range(0, DRAWS)
        .map(
            n -> {
              backOff.reset();
              LongStream.range(0, attempt).forEach(before -> backOff.nextNanos());
              return backOff.nextNanos();
            })
        .max()
        .orElseThrow();
  }

  @ParameterizedTest(name = "from {0} ns on {1} times")
  @CsvSource({"1000, 16", "1000000, 10", "1000000000, 10"})
  void aPauseIsRandomBelowABoundThatDoublesTenTimesAndUntilItIsLong(long firstNanos, int doublings) {
    BackOff backOff = of(Policy.TRY_LOCK, firstNanos, 1);
    for (int attempt = 0; attempt < 20; attempt++) {
      long bound = firstNanos << Math.min(attempt, doublings);
      assertThat(longest(backOff, attempt)).as("attempt %d", attempt).isBetween(bound / 2, bound - 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT", "DETECT"})
  void whoMayWaitInVainPausesForATenthOfThatAtLeast(Policy policy) {
    assertThat(longest(of(policy, 1_000, 1), 0)).isBetween(PART_OF_A_WAIT / 2, PART_OF_A_WAIT - 1);
  }

  @Test
  void theLongestOfWhatAttemptAndScenarioAndEngineAskForIsKept() {
    assertThat(longest(of(Policy.DETECT, 8 * WAIT, WAIT), 0)).isBetween(4 * WAIT, 8 * WAIT - 1);
    assertThat(longest(of(Policy.DETECT, 1_000, 8 * WAIT), 0)).isBetween(4 * WAIT, 8 * WAIT - 1);
  }
}
