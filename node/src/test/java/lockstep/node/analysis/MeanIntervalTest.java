package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MeanIntervalTest {

  private static final long SEED = 1;

  /** Values alternately one below and one above a mean. */
  private static double[] alternating(int size, double mean) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> mean + (i % 2 == 0 ? -1 : 1));
    return values;
  }

  /** Fisher and Yates, "Statistical Tables", table III. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 12.706", "0.95, 3, 3.182", "0.95, 5, 2.571", "0.95, 9, 2.262", "0.95, 15, 2.131", "0.95, 29, 2.045", "0.95, 119, 1.980",
    "0.99, 1, 63.657", "0.99, 9, 3.250", "0.5, 7, 0.711"
  })
  void studentsHalfWidthIsTheTablesQuantileTimesTheStandardError(double confidence, int freedom, double quantile) {
    int n = freedom + 1;
    double error = Math.sqrt(n / (n - 1.0) / n);
    Interval interval = MeanInterval.student(alternating(n, 100), confidence).orElseThrow();
    assertThat(interval.estimate()).isCloseTo(100, within(1e-12));
    assertThat((interval.high() - 100) / error).isCloseTo(quantile, within(6e-4));
    assertThat((100 - interval.low()) / error).isCloseTo(quantile, within(6e-4));
  }

  @Test
  void oneForkHasNoInterval() {
    assertThat(MeanInterval.of(new double[] {7}, SEED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 19, 20, 50})
  void equalValuesHaveAnIntervalOfWidthZero(int size) {
    double[] values = new double[size];
    Arrays.fill(values, 0.1);
    assertThat(MeanInterval.of(values, SEED)).contains(new Interval(0.1, 0.1, 0.1));
  }

  @Test
  void negativeValuesAndZeroHaveMeansLikeOthers() {
    Interval interval = MeanInterval.of(new double[] {-1, 0, 1}, SEED).orElseThrow();
    assertThat(interval.estimate()).isZero();
    assertThat(interval.high()).isCloseTo(4.3027 / Math.sqrt(3), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoNumber(double value) {
    assertThatThrownBy(() -> MeanInterval.of(new double[] {1, value, 3}, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample needs finite numbers, got " + value);
  }

  @Test
  void refusesAnEmptySample() {
    assertThatThrownBy(() -> MeanInterval.of(new double[0], SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample needs a value, got none");
  }

  @Test
  void bootstrapsFromTwentyValuesOn() {
    double[] skewed = new double[20];
    Arrays.setAll(skewed, i -> Math.exp(i / 5.0));
    Interval bootstrapped = MeanInterval.of(skewed, SEED).orElseThrow();
    assertThat(bootstrapped).isNotEqualTo(MeanInterval.student(skewed).orElseThrow());
    assertThat(bootstrapped.high() - bootstrapped.estimate())
        .as("values skewed to the right reach farther up")
        .isGreaterThan(1.2 * (bootstrapped.estimate() - bootstrapped.low()));
    double[] fewer = Arrays.copyOf(skewed, 19);
    assertThat(MeanInterval.of(fewer, SEED)).isEqualTo(MeanInterval.student(fewer));
  }

  @Test
  void sameSeedGivesTheSameBootstrap() {
    double[] values = Noise.SKEWED.sample(new SplittableRandom(SEED), 25, 100, 0.1);
    assertThat(MeanInterval.of(values, 5)).isEqualTo(MeanInterval.of(values, 5));
    assertThat(MeanInterval.of(values, 5)).isNotEqualTo(MeanInterval.of(values, 6));
  }

  @Test
  void tooFewDifferentValuesAreNotBootstrapped() {
    double[] values = new double[20];
    Arrays.fill(values, 3);
    values[0] = 4;
    assertThat(MeanInterval.of(values, SEED)).isEqualTo(MeanInterval.student(values));
  }

  @ParameterizedTest
  @EnumSource
  void studentsIntervalOfFiveForksHoldsTheExpectationInEightyEightOfHundredAtLeast(Noise noise) {
    assertThat(coverage(noise, 5, 4000)).isBetween(noise == Noise.SKEWED ? 0.88 : 0.94, 0.97);
  }

  @ParameterizedTest
  @EnumSource
  void bootstrapOfTwentyForksHoldsTheExpectationInNinetyOfHundredAtLeast(Noise noise) {
    assertThat(coverage(noise, 20, 300)).isBetween(0.90, 0.985);
  }

  private static double coverage(Noise noise, int size, int samples) {
    RandomGenerator random = new SplittableRandom(SEED);
    double expectation = noise.expectation(random, 0.05);
    int held = 0;
    for (int i = 0; i < samples; i++) {
      held += MeanInterval.of(noise.sample(random, size, 1, 0.05), i).orElseThrow().contains(expectation) ? 1 : 0;
    }
    System.out.printf("%s, %d forks, seed %d: covers %.3f%n", noise, size, SEED, (double) held / samples);
    return (double) held / samples;
  }
}
