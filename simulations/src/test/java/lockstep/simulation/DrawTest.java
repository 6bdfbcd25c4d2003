package lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DrawTest {

  private static final int DRAWS = 100_000;

  private static Draw draw(long seed, long key) {
    Draw draw = new Draw();
    draw.restart(seed, key);
    return draw;
  }

  private static long[] first(int n, Draw draw) {
    return LongStream.generate(draw::bits).limit(n).toArray();
  }

  /** Reckoned apart from this code; whoever changes them changes every digest that was ever published. */
  @ParameterizedTest(name = "seed {0}, key {1}")
  @CsvSource({
    "0, 0, 568a9b0b1a2c05ec, 44e5b8b147ef718b, 458563ab55521133",
    "1, 0, 6ec85f1f8547bc0c, 6cf63afcc21a470a, 8a27b94cff7526aa",
    "0, 1, 1cd364143cce4aae, 74152ffafb44a602, 12f768f77aafc9ed",
    "42, 7, 06b4c88c89c5dfcd, e4bf542f10ecaf85, 6b5152799f5f5798",
    "-1, 1000000000000, e230160f86764b6b, 6d70bd26d121c94a, 730cb6f7c629cf29",
    "-9223372036854775808, -1, 683c64d0e0944af0, 4441dce040b7d409, ce687b787dd70edd",
  })
  void bitsNeverChange(long seed, long key, String one, String two, String three) {
    long[] expected = {
      Long.parseUnsignedLong(one, 16), Long.parseUnsignedLong(two, 16), Long.parseUnsignedLong(three, 16)
    };
    assertThat(first(3, draw(seed, key))).containsExactly(expected);
  }

  /** The first output of the published generator with state 0. */
  @Test
  void mixIsTheFinaliserOfSplitMix64() {
    assertThat(Draw.mix(0x9E3779B97F4A7C15L)).isEqualTo(0xe220a8397b1dcdafL);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, -1, 42})
  void streamDependsOnSeedAndKeyOnly(long seed) {
    long[] expected = first(20, draw(seed, 5));
    Draw used = draw(seed + 1, 5);
    first(13, used);
    used.restart(seed, 5);
    Draw other = draw(seed, 6);
    long[] interleaved = new long[20];
    for (int n = 0; n < interleaved.length; n++) {
      interleaved[n] = used.bits();
      other.bits();
    }
    assertThat(interleaved).containsExactly(expected);
  }

  @Test
  void noTwoSeedsAndKeysShareAStream() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (long key = 0; key < 200; key++) {
        firsts.add(draw(seed, key).bits());
      }
    }
    assertThat(firsts).hasSize(100 * 200);
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {1, 2, 3, 7, 10, 100, 1 << 16, Integer.MAX_VALUE})
  void belowStaysBelow(int bound) {
    Draw draw = draw(11, bound);
    for (int n = 0; n < DRAWS; n++) {
      assertThat(draw.below(bound)).isBetween(0, bound - 1);
    }
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {2, 3, 7, 10, 100})
  void belowIsUniform(int bound) {
    Draw draw = draw(12, bound);
    long[] counts = new long[bound];
    for (int n = 0; n < DRAWS; n++) {
      counts[draw.below(bound)]++;
    }
    ChiSquare.assertFits("below(" + bound + ")", counts, uniform(bound));
  }

  /** One draw from each of many streams must be as good as many draws from one: that is how tasks draw. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 99})
  void firstDrawsOfNeighbouringKeysAreUniform(long seed) {
    long[] counts = new long[64];
    for (int key = 0; key < DRAWS; key++) {
      counts[draw(seed, key).below(64)]++;
    }
    ChiSquare.assertFits("first draws of seed " + seed, counts, uniform(64));
  }

  @Test
  void belowReachesAllOfALongRange() {
    Draw draw = draw(13, 0);
    long bound = 3L << 61;
    long[] thirds = new long[3];
    for (int n = 0; n < DRAWS; n++) {
      long drawn = draw.below(bound);
      assertThat(drawn).isBetween(0L, bound - 1);
      thirds[(int) (drawn >>> 61)]++;
    }
    ChiSquare.assertFits("below(3 * 2^61)", thirds, uniform(3));
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void belowRejectsABoundLessThanOne(int bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(0, 0).below(bound))
        .withMessage("bound must be at least 1, got " + bound);
  }

  @ParameterizedTest(name = "other than {0} below {1}")
  @CsvSource({"0, 2", "1, 2", "0, 5", "2, 5", "4, 5", "99, 100"})
  void otherThanIsUniformOverTheOthers(int other, int bound) {
    Draw draw = draw(14, other);
    long[] counts = new long[bound];
    for (int n = 0; n < DRAWS; n++) {
      counts[draw.otherThan(other, bound)]++;
    }
    assertThat(counts[other]).isZero();
    long[] others = new long[bound - 1];
    System.arraycopy(counts, 0, others, 0, other);
    System.arraycopy(counts, other + 1, others, other, bound - 1 - other);
    ChiSquare.assertFits("otherThan(" + other + ", " + bound + ")", others, uniform(bound - 1));
  }

  @Test
  void uniformIsInTheUnitIntervalAndEven() {
    Draw draw = draw(15, 0);
    long[] counts = new long[50];
    for (int n = 0; n < DRAWS; n++) {
      double drawn = draw.uniform();
      assertThat(drawn).isGreaterThanOrEqualTo(0).isLessThan(1);
      counts[(int) (drawn * 50)]++;
    }
    ChiSquare.assertFits("uniform", counts, uniform(50));
  }

  @Test
  void chanceIsNeverAtZeroAlwaysAtOneAndOftenInBetween() {
    Draw draw = draw(16, 0);
    long[] counts = new long[2];
    for (int n = 0; n < DRAWS; n++) {
      assertThat(draw.chance(0)).isFalse();
      assertThat(draw.chance(1)).isTrue();
      counts[draw.chance(0.3) ? 0 : 1]++;
    }
    ChiSquare.assertFits("chance(0.3)", counts, new double[] {0.3, 0.7});
  }

  @Test
  void exponentialHasItsMeanAndItsShape() {
    Draw draw = draw(17, 0);
    double mean = 2.5;
    int draws = 10 * DRAWS;
    long[] deciles = new long[10];
    double sum = 0;
    double least = mean;
    for (int n = 0; n < draws; n++) {
      double drawn = draw.exponential(mean);
      least = Math.min(least, drawn);
      sum += drawn;
      deciles[(int) (10 * (1 - Math.exp(-drawn / mean)))]++;
    }
    assertThat(least).isGreaterThanOrEqualTo(0);
    assertThat(sum / draws).isCloseTo(mean, within(4 * mean / Math.sqrt(draws)));
    ChiSquare.assertFits("exponential", deciles, uniform(10));
  }

  private static double[] uniform(int cells) {
    double[] probabilities = new double[cells];
    Arrays.fill(probabilities, 1.0 / cells);
    return probabilities;
  }
}
