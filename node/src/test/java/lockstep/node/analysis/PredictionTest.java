package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

final class PredictionTest {

  private static final int TRIALS = 4000;

  /** More than 60 of 4000 would come about once in a thousand times, and fewer than 20 as seldom. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void oneMoreValueIsOutsideInOneCaseOfAHundred(int size) {
    int outside = 0;
    for (long seed = 1; seed <= TRIALS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      double[] values = random.doubles(size).map(_ -> 100 + 3 * random.nextGaussian()).toArray();
      outside += Prediction.of(values).orElseThrow().contains(100 + 3 * random.nextGaussian()) ? 0 : 1;
    }
    System.out.printf("seeds 1 to %d: %d of samples of %d leave out the next value%n", TRIALS, outside, size);
    assertThat(outside).isBetween(20, 60);
  }

  /** t(0.995, 4) is 4.604, the deviation of 1 to 5 the root of 2.5. */
  @Test
  void intervalIsThatOfTheTables() {
    Interval interval = Prediction.of(new double[] {1, 2, 3, 4, 5}).orElseThrow();

    assertThat(interval.estimate()).isEqualTo(3);
    assertThat(interval.high() - 3).isCloseTo(4.6041 * Math.sqrt(2.5 * 1.2), within(1e-3));
    assertThat(3 - interval.low()).isCloseTo(4.6041 * Math.sqrt(2.5 * 1.2), within(1e-3));
  }

  @Test
  void singleValuePredictsNothing() {
    assertThat(Prediction.of(new double[] {7})).isEqualTo(Optional.empty());
  }
}
