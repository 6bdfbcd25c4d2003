package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import lockstep.node.analysis.UslFit.Fitted;
import lockstep.node.analysis.UslFit.NotEnoughPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UslFitTest {

  private static final double[] CORES = {1, 2, 4, 8, 16, 32};
  private static final double[] IN_FLIGHT = {1, 3, 10, 100, 1000, 10_000, 100_000};

  private static DoubleUnaryOperator law(double lambda, double sigma, double kappa) {
    return n -> lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
  }

  private static Fitted fitted(double[] concurrency, DoubleUnaryOperator law) {
    return (Fitted) UslFit.of(concurrency, Arrays.stream(concurrency).map(law).toArray());
  }

  /** So many forks of each N that differ by 5 %. */
  private static Fitted noisy(RandomGenerator random, int forks, DoubleUnaryOperator law) {
    double[] concurrency = new double[CORES.length * forks];
    Arrays.setAll(concurrency, i -> CORES[i % CORES.length]);
    return fitted(concurrency, n -> law.applyAsDouble(n) * Noise.LOG_NORMAL.factor(random, 0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.02, 0.0005", "5e6, 0.02, 0.0005", "1e-3, 0.5, 0.1", "1000, 0.999, 3", "1000, 0.001, 1e-9", "40, 0, 0.01", "40, 1, 0.01",
    "40, 0.3, 0", "40, 0, 0", "40, 1, 0"
  })
  void findsTheParametersOfExactData(double lambda, double sigma, double kappa) {
    Fitted fit = fitted(CORES, law(lambda, sigma, kappa));
    assertThat(fit.lambda().estimate() / lambda).isCloseTo(1, within(1e-6));
    assertThat(fit.sigma().estimate()).isCloseTo(sigma, within(1e-6));
    assertThat(fit.kappa().estimate()).isCloseTo(kappa, within(1e-6));
    assertThat(fit.deviation()).isCloseTo(0, within(1e-6));
    assertThat(fit.sigmaAtBound()).isEqualTo(sigma == 0 || sigma == 1);
    assertThat(fit.kappaAtBound()).isEqualTo(kappa == 0);
    if (kappa > 1e-6 && sigma < 1) {
      double peak = Math.sqrt((1 - sigma) / kappa);
      assertThat(fit.peak().estimate() / peak).isCloseTo(1, within(1e-6));
      assertThat(fit.peak().low() / peak).isCloseTo(1, within(1e-4));
      assertThat(fit.peak().high() / peak).isCloseTo(1, within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 0.0001, 1e-9", "500, 0.01, 1e-6", "500, 0.3, 0.01", "500, 0.001, 0"})
  void findsTheParametersOfExactDataOverTasksInFlight(double lambda, double sigma, double kappa) {
    Fitted fit = fitted(IN_FLIGHT, law(lambda, sigma, kappa));
    assertThat(fit.lambda().estimate() / lambda).isCloseTo(1, within(1e-6));
    assertThat(fit.sigma().estimate() / sigma).isCloseTo(1, within(1e-6));
    assertThat(fit.kappa().estimate()).isCloseTo(kappa, within(kappa * 1e-6));
  }

  @Test
  void throughputOfTheFitIsTheLaws() {
    DoubleUnaryOperator law = law(100, 0.05, 0.002);
    Fitted fit = fitted(CORES, law);
    for (double n : new double[] {1, 5, 22, 50}) {
      assertThat(fit.throughput(n)).isCloseTo(law.applyAsDouble(n), within(1e-4));
    }
  }

  /** What scales better than linearly has no contention. */
  @Test
  void whatIsOutsideTheBoundsIsHeldAtThemAndSaid() {
    Fitted superlinear = fitted(CORES, n -> 100 * Math.pow(n, 1.2));
    assertThat(superlinear.sigma().estimate()).isZero();
    assertThat(superlinear.sigmaAtBound()).isTrue();
    assertThat(superlinear.kappa().estimate()).isZero();
    assertThat(superlinear.kappaAtBound()).isTrue();
    assertThat(superlinear.peak().estimate()).isInfinite();
    Fitted falling = fitted(CORES, n -> 100 / n);
    assertThat(falling.sigma().estimate()).isEqualTo(1);
    assertThat(falling.sigmaAtBound()).isTrue();
    assertThat(falling.kappaAtBound()).isFalse();
    assertThat(falling.peak().estimate()).isZero();
  }

  @Test
  void peakIsUnboundedWhereKappaIsNotClearlyAboveZero() {
    RandomGenerator random = new SplittableRandom(1);
    int atBound = 0;
    int unbounded = 0;
    for (int i = 0; i < 200; i++) {
      Fitted fit = noisy(random, 5, law(100, 0.05, 0));
      assertThat(fit.kappaAtBound()).isEqualTo(fit.kappa().estimate() == 0);
      assertThat(Double.isInfinite(fit.peak().estimate())).isEqualTo(fit.kappaAtBound());
      assertThat(Double.isInfinite(fit.peak().high())).isEqualTo(fit.kappa().low() == 0);
      assertThat(fit.peak().relativeHalfWidth()).isNotNaN();
      atBound += fit.kappaAtBound() ? 1 : 0;
      unbounded += Double.isInfinite(fit.peak().high()) ? 1 : 0;
    }
    assertThat(atBound).isBetween(60, 140);
    assertThat(unbounded).isGreaterThan(180);
  }

  @ParameterizedTest
  @CsvSource({"5, 0.05, 0.002", "5, 0.3, 0.01", "2, 0.3, 0.01", "1, 0.3, 0.03", "5, 0.01, 0.0003", "5, 0.05, 0", "5, 0, 0.001", "5, 0, 0"})
  void intervalsHoldTheParametersInNinetyThreeOfHundredAtLeast(int forks, double sigma, double kappa) {
    long seed = 1;
    RandomGenerator random = new SplittableRandom(seed);
    int fits = 1000;
    int[] held = new int[4];
    for (int i = 0; i < fits; i++) {
      Fitted fit = noisy(random, forks, law(100, sigma, kappa));
      held[0] += fit.lambda().contains(100) ? 1 : 0;
      held[1] += fit.sigma().contains(sigma) ? 1 : 0;
      held[2] += fit.kappa().contains(kappa) ? 1 : 0;
      held[3] += fit.peak().contains(Math.sqrt((1 - sigma) / kappa)) ? 1 : 0;
    }
    System.out.printf("%d forks, sigma %s, kappa %s, seed %d, of %d fits: lambda, sigma, kappa, peak held %s%n", forks, sigma, kappa, seed, fits, Arrays.toString(held));
    boolean inside = sigma > 0.02 && kappa > 0;
    assertThat(held).satisfies(counts -> Arrays.stream(counts).forEach(count -> assertThat((double) count / fits).isBetween(0.93, inside ? 0.97 : 1)));
  }

  @Test
  void fewerThanSixDifferentNumbersAreNotEnough() {
    double[] five = {1, 2, 4, 8, 16, 16, 16};
    assertThat(UslFit.of(five, new double[] {1, 2, 3, 4, 5, 6, 7})).isEqualTo(new NotEnoughPoints(5));
    assertThat(UslFit.of(new double[0], new double[0])).isEqualTo(new NotEnoughPoints(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesThroughputThatIsNotPositive(double throughput) {
    assertThatThrownBy(() -> UslFit.of(new double[] {1}, new double[] {throughput}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("throughput must be positive, got " + throughput);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesConcurrencyBelowOne(double concurrency) {
    assertThatThrownBy(() -> UslFit.of(new double[] {concurrency}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrency must be 1 or more, got " + concurrency);
  }

  @Test
  void refusesForksWithoutThroughput() {
    assertThatThrownBy(() -> UslFit.of(CORES, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each fork needs a concurrency and a throughput, got 6 and 1");
  }

  /** Random data that follows no law at all has a fit within the bounds, with intervals around it. */
  @Test
  void anyDataHasAFit() {
    for (long seed = 1; seed <= 500; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Fitted fit = fitted(seed % 2 == 0 ? CORES : IN_FLIGHT, _ -> Math.exp(4 * random.nextGaussian()));
      assertThat(fit.sigma().estimate()).as("seed %d", seed).isBetween(0.0, 1.0);
      assertThat(fit.kappa().estimate()).as("seed %d", seed).isNotNegative().isFinite();
      assertThat(fit.lambda().low()).as("seed %d", seed).isNotNegative();
    }
  }
}
