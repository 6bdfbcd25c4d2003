package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import lockstep.node.analysis.SteadyState.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SteadyStateTest {

  private static final int SEEDS = 1000;

  private static SteadyState after(IntToDoubleFunction time) {
    SteadyState steady = new SteadyState();
    for (int i = 0; steady.state() == State.WARMING_UP; i++) {
      steady.add(time.applyAsDouble(i));
    }
    return steady;
  }

  private static SteadyState afterNoisy(long seed, double noise, IntToDoubleFunction time) {
    RandomGenerator random = new SplittableRandom(seed);
    return after(i -> time.applyAsDouble(i) * Math.exp(noise * random.nextGaussian()));
  }

  private static int settled(double noise, IntToDoubleFunction time) {
    int settled = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      settled += afterNoisy(seed, noise, time).settled() ? 1 : 0;
    }
    return settled;
  }

  @Test
  void equalTimesSettleAfterTen() {
    SteadyState steady = after(_ -> 0.5);
    assertThat(steady.settled()).isTrue();
    assertThat(steady.iterations()).isEqualTo(10);
    assertThat(steady.variation()).hasValue(0);
    assertThat(steady.trend()).isZero();
    assertThat(steady.window()).hasSize(10).containsOnly(0.5);
  }

  @Test
  void nineTimesAreTooFewToTell() {
    SteadyState steady = new SteadyState();
    for (int i = 0; i < 9; i++) {
      steady.add(0.5);
    }
    assertThat(steady.state()).isEqualTo(State.WARMING_UP);
    assertThat(steady.settled()).isFalse();
    assertThat(steady.variation()).isEmpty();
    assertThat(steady.trend()).isZero();
    assertThat(steady.window()).hasSize(9);
  }

  @Test
  void constantWorkWithOnePercentOfNoiseSettles() {
    assertThat(settled(0.01, _ -> 3)).as("of seeds 1 to %d", SEEDS).isGreaterThanOrEqualTo(SEEDS * 99 / 100);
  }

  @Test
  void noiseOfSixPercentHardlyEverSettles() {
    assertThat(settled(0.06, _ -> 3)).as("of seeds 1 to %d", SEEDS).isLessThanOrEqualTo(SEEDS * 3 / 100);
  }

  /** All of it is within 2 %: only the trend tells. */
  @ParameterizedTest
  @ValueSource(doubles = {0.996, 1.004})
  void driftOfFourThousandthsAnIterationDoesNotSettle(double factor) {
    assertThat(settled(0.002, i -> Math.pow(factor, i))).as("of seeds 1 to %d", SEEDS).isLessThanOrEqualTo(SEEDS / 100);
    SteadyState exact = after(i -> Math.pow(factor, i));
    assertThat(exact.state()).isEqualTo(State.UNSETTLED);
    assertThat(exact.iterations()).isEqualTo(60);
    assertThat(exact.variation().orElseThrow()).isLessThan(0.02);
    assertThat(exact.trend()).isEqualTo(factor > 1 ? 1 : -1);
  }

  @Test
  void stepOfTenPercentSettlesOnceItHasLeftTheWindow() {
    SteadyState steady = after(i -> (i < 5 ? 1.1 : 1) + (i % 2) * 0.01);
    assertThat(steady.settled()).isTrue();
    assertThat(steady.iterations()).isEqualTo(15);
    assertThat(steady.window()).containsExactly(1.01, 1, 1.01, 1, 1.01, 1, 1.01, 1, 1.01, 1);
  }

  @Test
  void warmUpEndsWhereTheTimesAreWithinThreePercentOfTheSteadyOnes() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SteadyState steady = afterNoisy(seed, 0.005, i -> 1 + 2 * Math.exp(-i / 5.0));
      assertThat(steady.settled()).as("seed %d", seed).isTrue();
      double mean = 0;
      for (double time : steady.window()) {
        mean += time / 10;
      }
      assertThat(mean).as("seed %d", seed).isCloseTo(1, within(0.03));
    }
  }

  @Test
  void alternatingTimesSettleWithinTwoPercentAndNotBeyond() {
    assertThat(after(i -> i % 2 == 0 ? 1.0189 : 0.9811).settled()).isTrue();
    assertThat(after(i -> i % 2 == 0 ? 1.0191 : 0.9809).state()).isEqualTo(State.UNSETTLED);
  }

  @Test
  void cycleOfFivePercentNeverSettles() {
    assertThat(settled(0.002, i -> 1 + 0.05 * Math.sin(i * Math.PI / 4))).isZero();
  }

  /** Nine equal times and one that is 5 % longer vary by 1.6 %; one that is 10 % longer, by 3.1 %. */
  @Test
  void onePauseIsToleratedUpToTheVariation() {
    assertThat(after(i -> i % 10 == 9 ? 1.05 : 1).settled()).isTrue();
    assertThat(after(i -> i % 10 == 9 ? 1.1 : 1).state()).isEqualTo(State.UNSETTLED);
  }

  /** By the exact distribution: of n! orders, so many have each number of inversions. */
  @Test
  void trendIsSeenWithoutOneInAtMostFivePercent() {
    assertThat(probabilityOfTrend(SteadyState.TREND)).isLessThanOrEqualTo(0.05).isCloseTo(0.0466, within(1e-4));
    assertThat(probabilityOfTrend(SteadyState.TREND - 2)).isGreaterThan(0.05);
  }

  private static double probabilityOfTrend(int least) {
    int pairs = SteadyState.WINDOW * (SteadyState.WINDOW - 1) / 2;
    double[] orders = {1};
    for (int n = 2; n <= SteadyState.WINDOW; n++) {
      double[] more = new double[orders.length + n - 1];
      for (int inversions = 0; inversions < orders.length; inversions++) {
        for (int added = 0; added < n; added++) {
          more[inversions + added] += orders[inversions] / n;
        }
      }
      orders = more;
    }
    double probability = 0;
    for (int inversions = 0; inversions <= pairs; inversions++) {
      probability += Math.abs(pairs - 2 * inversions) >= least ? orders[inversions] : 0;
    }
    return probability;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoTime(double time) {
    assertThatThrownBy(() -> new SteadyState().add(time))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time of an iteration must be a positive number, got " + time);
  }

  @Test
  void refusesMoreTimesOnceItIsKnown() {
    SteadyState steady = after(_ -> 1);
    assertThatThrownBy(() -> steady.add(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("after 10 iterations it is known to be SETTLED");
  }
}
