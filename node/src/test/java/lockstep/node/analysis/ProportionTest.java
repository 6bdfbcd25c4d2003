package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProportionTest {

  /** Where the binomial tail beyond the hits is 2.5 %, by bisection. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.30850", "1, 10, 0.00253, 0.44502", "5, 10, 0.18709, 0.81291", "10, 10, 0.69150, 1", "0, 1, 0, 0.975", "1, 1, 0.025, 1",
    "29, 100, 0.20357, 0.38926"
  })
  void intervalIsTheKnownOne(int hits, int forks, double low, double high) {
    Interval interval = Proportion.of(hits, forks);
    assertThat(interval.estimate()).isEqualTo((double) hits / forks);
    assertThat(interval.low()).isCloseTo(low, within(1e-5));
    assertThat(interval.high()).isCloseTo(high, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.1, 0.31, 0.5, 0.77, 0.999})
  void intervalHoldsTheProbabilityInNinetyFiveOfHundredAtLeast(double probability) {
    for (int forks = 1; forks <= 30; forks++) {
      BinomialDistribution hits = new BinomialDistribution(forks, probability);
      double held = 0;
      for (int k = 0; k <= forks; k++) {
        held += Proportion.of(k, forks).contains(probability) ? hits.probability(k) : 0;
      }
      assertThat(held).as("of %d forks", forks).isGreaterThanOrEqualTo(0.95);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 10", "11, 10", "0, 0", "0, -3"})
  void refusesMoreHitsThanForks(int hits, int forks) {
    assertThatThrownBy(() -> Proportion.of(hits, forks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hits must be in [0, forks], and forks 1 or more, got " + hits + " of " + forks);
  }
}
