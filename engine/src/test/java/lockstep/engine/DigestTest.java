package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.simulation.Draw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DigestTest {

  private static final int SEQUENCES = 20_000;
  private static final long SEED = 11;

  /** A way of making fingerprints. */
  record Way(String name, LongBinaryOperator next) {

    long of(long... values) {
      return Digest.ended(LongStream.of(values).reduce(Digest.EMPTY, next));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(new Way("with", Digest::with), new Way("chain", Digest::chain));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void orderAndValueOfEachMatter(Way way) {
    assertThat(way.of(1, 2)).isNotEqualTo(way.of(2, 1));
    assertThat(way.of(1, 2, 3)).isNotEqualTo(way.of(1, 3, 2)).isNotEqualTo(way.of(2, 1, 3));
    assertThat(way.of(5, 0)).isNotEqualTo(way.of(5)).isNotEqualTo(way.of(0, 5));
    assertThat(way.of(0)).isNotEqualTo(way.of()).isNotEqualTo(way.of(0, 0));
  }

  /** A cheaper chain misses two of them whose differences cancel out in the upper bits. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void sequencesThatDifferInOneBitOrTwoDiffer(Way way) {
    Set<Long> seen = new HashSet<>();
    seen.add(way.of(7, 42, 3));
    int sequences = 1;
    for (int bit = 0; bit < 3 * Long.SIZE; bit++) {
      for (int other = bit; other < 3 * Long.SIZE; other++) {
        long[] values = {7, 42, 3};
        values[bit / Long.SIZE] ^= 1L << bit;
        if (other != bit) {
          values[other / Long.SIZE] ^= 1L << other;
        }
        seen.add(way.of(values));
        sequences++;
      }
    }
    assertThat(seen).hasSize(sequences);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void aBitOfAnyNumberChangesHalfTheBits(Way way) {
    Draw draw = new Draw();
    draw.restart(SEED, 0);
    for (int place = 0; place < 3; place++) {
      long changed = 0;
      for (int n = 0; n < SEQUENCES; n++) {
        long[] values = {draw.below(1000), draw.below(1000), draw.bits()};
        long before = way.of(values);
        values[place] ^= 1L << draw.below(Long.SIZE);
        changed += Long.bitCount(before ^ way.of(values));
      }
      assertThat(changed / (double) SEQUENCES).as("place %s, seed %s", place, SEED).isBetween(31.5, 32.5);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void smallSequencesOfAnyLengthHaveFingerprintsOfTheirOwn(Way way) {
    Set<Long> seen = new HashSet<>();
    for (long a = 0; a < 40; a++) {
      seen.add(way.of(a));
      for (long b = 0; b < 40; b++) {
        seen.add(way.of(a, b));
        for (long c = 0; c < 40; c++) {
          seen.add(way.of(a, b, c));
        }
      }
    }
    assertThat(seen).hasSize(40 + 40 * 40 + 40 * 40 * 40);
  }
}
