package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipfTest {

  private static final int DRAWS = 200_000;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private static long[] counts(int n, double skew, long seed) {
    Zipf zipf = new Zipf(n, skew);
    Draw draw = new Draw();
    draw.restart(seed, 0);
    long[] counts = new long[n];
    for (int drawn = 0; drawn < DRAWS; drawn++) {
      counts[zipf.next(draw)]++;
    }
    return counts;
  }

  private static double[] exact(int n, double skew) {
    double[] probabilities = new double[n];
    double sum = 0;
    for (int k = n - 1; k >= 0; k--) {
      probabilities[k] = Math.pow(k + 1, -skew);
      sum += probabilities[k];
    }
    for (int k = 0; k < n; k++) {
      probabilities[k] /= sum;
    }
    return probabilities;
  }

  @ParameterizedTest(name = "{0} numbers, skew {1}, seed {2}")
  @CsvSource({
    "1, 0, 1", "1, 1, 1", "1, 10, 1",
    "2, 0, 2", "2, .5, 2", "2, 1, 2", "2, 2, 2", "2, 10, 2",
    "3, .99, 3", "3, 10, 3",
    "10, 1e-9, 4", "10, 1, 4", "10, 1.0000000001, 4", "10, .9999999999, 4",
    "1000, 0, 5", "1000, .5, 5", "1000, .99, 5", "1000, .99, 6", "1000, 1, 5", "1000, 1.5, 5", "1000, 10, 5",
    "20000, .8, 7",
  })
  void drawsFollowTheExactDistribution(int n, double skew, long seed) {
    ChiSquare.assertFits("Zipf(" + n + ", " + skew + ")", counts(n, skew, seed), exact(n, skew));
  }

  @Test
  void hottestOfAThousandHasItsHarmonicShare() {
    double share = exact(1000, 0.99)[0];
    assertThat(share).isCloseTo(0.13, within(0.005));
    assertThat(counts(1000, 0.99, 8)[0] / (double) DRAWS).isCloseTo(share, within(0.004));
  }

  @Test
  void noSkewDrawsAsBelowDoes() {
    Zipf zipf = new Zipf(77, 0);
    Draw one = new Draw();
    Draw other = new Draw();
    for (int n = 0; n < 1000; n++) {
      assertThat(zipf.next(one)).isEqualTo(other.below(77));
    }
  }

  @ParameterizedTest(name = "{0} numbers, skew {1}")
  @CsvSource({
    "2147483647, .01", "2147483647, .99", "2147483647, 1", "2147483647, 10", "100000000, .5", "2, 100", "5, 700", "1000, 1e6",
    "3, 1e300",
  })
  void extremesStayInRangeAndEnd(int n, double skew) {
    Zipf zipf = new Zipf(n, skew);
    Draw draw = new Draw();
    assertTimeoutPreemptively(
        LONG_ENOUGH,
        () -> {
          for (int drawn = 0; drawn < 20_000; drawn++) {
            assertThat(zipf.next(draw)).isBetween(0, n - 1);
          }
        });
  }

  @ParameterizedTest(name = "skew {0}")
  @ValueSource(doubles = {0.5, 0.99, 1, 1.5})
  void aHugeRangeHasTheRightMiddle(double skew) {
    int n = 10_000_000;
    long[] counts = counts(n, skew, 9);
    double[] exact = exact(n, skew);
    long below = 0;
    double expected = 0;
    for (int k = 0; k < 1000; k++) {
      below += counts[k];
      expected += exact[k];
    }
    assertThat(below / (double) DRAWS).isCloseTo(expected, within(4 * Math.sqrt(0.25 / DRAWS)));
  }

  @ParameterizedTest(name = "n {0}")
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void rejectsFewerThanOneNumber(int n) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Zipf(n, 1))
        .withMessage("n must be at least 1, got " + n);
  }

  @ParameterizedTest(name = "skew {0}")
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void rejectsASkewThatIsNoExponent(double skew) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Zipf(10, skew))
        .withMessage("skew must be 0 or more, got " + skew);
  }
}
