package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackOffTest {

  private static final long DETECTION = 10_000_000;
  private static final long FIRST = DETECTION / 10 + 1;
  private static final int DRAWS = 500;

  private static BackOff ofVictim(long detectionNanos, long backOffNanos) {
    Sketch one = Sketch.of("one", 1, 0, (i, draw, plan) -> {});
    Coordination detect = Coordination.of(Policy.DETECT).withTimes(1, backOffNanos).detectingEvery(detectionNanos);
    return BackOff.ofVictim(Assignment.of(one, 1, 1, detect), 0);
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

  @Test
  void aVictimPausesAtRandomBelowABoundThatDoublesSixTimes() {
    BackOff backOff = ofVictim(DETECTION, 1_000);
    for (int attempt = 0; attempt < 9; attempt++) {
      long bound = FIRST << Math.min(attempt, 6);
      assertThat(longest(backOff, attempt)).as("attempt %d", attempt).isBetween(bound / 2, bound - 1);
    }
  }

  @Test
  void aLongerBackOffIsKept() {
    assertThat(longest(ofVictim(DETECTION, 8 * FIRST), 0)).isBetween(4 * FIRST, 8 * FIRST - 1);
  }
}
