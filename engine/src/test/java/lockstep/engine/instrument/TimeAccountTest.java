package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the time of the cores went. */
final class TimeAccountTest {

  @Test
  void timeIsBaselineAndExtraAndGcAndJitAndIdle() {
    assertThat(TimeAccount.of(2, 1000, 1700, 100, 900)).isEqualTo(new TimeAccount(2, 1000, 900, 700, 100, 300));
  }

  @Test
  void extraIsNegativeWhenLessCpuWasUsedThanOnTheBaseline() {
    assertThat(TimeAccount.of(1, 1000, 800, 0, 900).extraNanos()).isEqualTo(-100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void partsSumUpExactly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < 10_000; k++) {
      TimeAccount account =
          TimeAccount.of(
              1 + random.nextInt(512),
              random.nextLong(1L << 50),
              random.nextLong(1L << 59),
              random.nextLong(1L << 59),
              random.nextLong(1L << 59));

      assertThat(account.baselineNanos() + account.extraNanos() + account.gcAndJitNanos() + account.idleNanos())
          .as("seed %d, account %d", seed, k)
          .isEqualTo(account.cores() * account.wallNanos())
          .isEqualTo(account.totalNanos());
    }
  }

  @Test
  void partsThatDoNotSumUpAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeAccount(2, 1000, 900, 700, 100, 301))
        .withMessage("the parts must sum up to 2000, got 2001");
  }

  @Test
  void noCoresAndNegativeTimesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TimeAccount.of(0, 1, 0, 0, 0)).withMessageContaining("got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeAccount.of(1, -1, 0, 0, 0)).withMessageContaining("wall -1");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeAccount.of(1, 1, 0, 0, -7)).withMessageContaining("baseline -7");
  }

  @Test
  void idleALittleBelowZeroIsClocksAndFarBelowIsNot() {
    long second = 1_000_000_000;
    assertThat(TimeAccount.of(2, second, 2 * second + 40_000_000, 0, 0).plausible()).isTrue();
    assertThat(TimeAccount.of(2, second, 2 * second + 40_000_001, 0, 0).plausible()).isFalse();
    assertThat(TimeAccount.of(2, 1000, 2000 + 20_000_000, 0, 0).plausible()).isTrue();
    assertThat(TimeAccount.of(2, 1000, 2000 + 20_000_001, 0, 0).plausible()).isFalse();
  }
}
