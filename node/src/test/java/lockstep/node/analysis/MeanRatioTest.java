package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MeanRatioTest {

  private static final long SEED = 1;
  private static final double[] FAST = {1040, 990, 1010, 1000, 960};
  private static final double[] SLOW = {520, 480, 505, 495};

  @Test
  void estimateIsTheRatioOfTheMeans() {
    Interval ratio = MeanRatio.of(FAST, SLOW).orElseThrow().interval();
    assertThat(ratio.estimate()).isEqualTo(2);
    assertThat(ratio.low()).isBetween(1.88, 1.92);
    assertThat(ratio.high()).isBetween(2.08, 2.12);
  }

  @Test
  void swappingTheSamplesInvertsTheInterval() {
    MeanRatio ratio = MeanRatio.of(FAST, SLOW).orElseThrow();
    MeanRatio inverse = MeanRatio.of(SLOW, FAST).orElseThrow();
    assertThat(inverse.interval().low()).isCloseTo(1 / ratio.interval().high(), within(1e-12));
    assertThat(inverse.interval().high()).isCloseTo(1 / ratio.interval().low(), within(1e-12));
    assertThat(inverse.p()).isCloseTo(ratio.p(), within(1e-12));
  }

  /** Both samples have a sum of squares of 3 400 and 850, about 1 000 and 500. */
  @Test
  void freedomIsWelchs() {
    double a = 850.0 / 5 / 1e6;
    double b = 850.0 / 3 / 4 / 250000;
    double freedom = (a + b) * (a + b) / (a * a / 4 + b * b / 3);
    double factor = Math.exp(MeanInterval.quantile(freedom) * Math.sqrt(a + b));
    assertThat(MeanRatio.of(FAST, SLOW).orElseThrow().interval().high()).isCloseTo(2 * factor, within(1e-9));
  }

  /** The interval leaves out one exactly when the probability is below 5 %. */
  @Test
  void probabilityAndIntervalAgree() {
    RandomGenerator random = new SplittableRandom(SEED);
    int different = 0;
    for (int i = 0; i < 2000; i++) {
      MeanRatio ratio =
          MeanRatio.of(Noise.LOG_NORMAL.sample(random, 5, 1, 0.05), Noise.LOG_NORMAL.sample(random, 4, 1.08, 0.05)).orElseThrow();
      assertThat(ratio.p() < 0.05).as("%s of seed %d", ratio, SEED).isEqualTo(!ratio.interval().contains(1));
      different += ratio.p() < 0.05 ? 1 : 0;
    }
    assertThat(different).isBetween(200, 1800);
  }

  @ParameterizedTest
  @CsvSource({
    "LOG_NORMAL, 5, 5, 0.05, 0.05", "LOG_NORMAL, 5, 10, 0.05, 0.15", "LOG_NORMAL, 3, 3, 0.05, 0.05", "LOG_NORMAL, 10, 10, 0.2, 0.2",
    "HEAVY_TAILS, 5, 5, 0.05, 0.05", "HEAVY_TAILS, 10, 5, 0.05, 0.1", "SLOW_FORKS, 5, 5, 0.05, 0.05", "SLOW_FORKS, 10, 10, 0.05, 0.15",
    "SKEWED, 5, 5, 0.05, 0.05", "SKEWED, 5, 10, 0.05, 0.1"
  })
  void intervalHoldsTheRatioOfExpectationsInNinetyThreeToNinetyEightOfHundred(
      Noise noise, int above, int below, double variationAbove, double variationBelow) {
    RandomGenerator random = new SplittableRandom(SEED);
    double expected = 3 * noise.expectation(random, variationAbove) / noise.expectation(random, variationBelow);
    int samples = 4000;
    int held = 0;
    for (int i = 0; i < samples; i++) {
      Interval ratio =
          MeanRatio.of(noise.sample(random, above, 3, variationAbove), noise.sample(random, below, 1, variationBelow))
              .orElseThrow()
              .interval();
      held += ratio.contains(expected) ? 1 : 0;
    }
    double coverage = (double) held / samples;
    System.out.printf("%s %d/%d forks, seed %d: covers %.3f%n", noise, above, below, SEED, coverage);
    assertThat(coverage).isBetween(0.93, 0.98);
  }

  @Test
  void oneForkOnEitherSideHasNoRatio() {
    assertThat(MeanRatio.of(new double[] {5}, SLOW)).isEmpty();
    assertThat(MeanRatio.of(FAST, new double[] {5})).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -3})
  void valuesThatAreNotPositiveHaveNoRatio(double value) {
    assertThat(MeanRatio.of(new double[] {5, value}, SLOW)).isEmpty();
    assertThat(MeanRatio.of(FAST, new double[] {5, value})).isEmpty();
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> MeanRatio.of(FAST, new double[] {1, Double.NaN})).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void samplesWithoutVariationAreEqualOrCertainlyDiffer() {
    assertThat(MeanRatio.of(new double[] {2, 2}, new double[] {2, 2, 2})).contains(new MeanRatio(new Interval(1, 1, 1), 1));
    assertThat(MeanRatio.of(new double[] {4, 4}, new double[] {2, 2, 2})).contains(new MeanRatio(new Interval(2, 2, 2), 0));
  }

  @Test
  void variationOfOneSampleIsEnough() {
    MeanRatio ratio = MeanRatio.of(FAST, new double[] {500, 500, 500}).orElseThrow();
    double error = Math.sqrt(850.0 / 5) / 1000;
    assertThat(Math.log(ratio.interval().high() / 2) / error).as("t of four degrees").isCloseTo(2.776, within(1e-3));
  }
}
