package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import lockstep.node.analysis.Family.Change;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it does to a family when forks are added until figures are precise. */
@Tag("soak")
final class StoppingTest {

  private static final int CELLS = 12;
  private static final int FAMILIES = 1000;
  private static final int MOST_FORKS = 19;
  private static final double PRECISION = 0.03;

  @ParameterizedTest
  @CsvSource({"LOG_NORMAL, 0.03", "HEAVY_TAILS, 0.05", "SKEWED, 0.05"})
  void familyKeepsItsLevelWhenAllCellsGoOnUntilTheLastIsPrecise(Noise noise, double variation) {
    assertThat(shareThatCries(noise, variation, true)).isLessThanOrEqualTo(0.05);
  }

  /** A cell stops early when its forks agree by chance: then its variance is too small. */
  @ParameterizedTest
  @CsvSource({"LOG_NORMAL, 0.05", "HEAVY_TAILS, 0.05", "SKEWED, 0.05"})
  void familyDoesNotKeepItsLevelWhenEachCellStopsByItself(Noise noise, double variation) {
    assertThat(shareThatCries(noise, variation, false)).isGreaterThan(0.06);
  }

  private static double shareThatCries(Noise noise, double variation, boolean together) {
    int cries = 0;
    for (long seed = 1; seed <= FAMILIES; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      double[][] before = run(random, noise, variation, together);
      double[][] after = run(random, noise, variation, together);
      Family family = new Family();
      for (int cell = 0; cell < CELLS; cell++) {
        family.add(before[cell], after[cell], Direction.HIGHER_IS_BETTER);
      }
      cries += family.judged().stream().anyMatch(judged -> judged.change() != Change.INCONCLUSIVE) ? 1 : 0;
    }
    System.out.printf("%s, together %s, seeds 1 to %d: %d families cry difference%n", noise, together, FAMILIES, cries);
    return (double) cries / FAMILIES;
  }

  /** Forks of each cell, five at least. */
  private static double[][] run(RandomGenerator random, Noise noise, double variation, boolean together) {
    double[][] cells = new double[CELLS][];
    Arrays.setAll(cells, _ -> noise.sample(random, MOST_FORKS, 1, variation));
    int all = forks(cells);
    return Arrays.stream(cells).map(cell -> Arrays.copyOf(cell, together ? all : forks(cell))).toArray(double[][]::new);
  }

  /** How many forks it takes until all these cells are precise. */
  private static int forks(double[]... cells) {
    return IntStream.range(5, MOST_FORKS).filter(forks -> allPrecise(cells, forks)).findFirst().orElse(MOST_FORKS);
  }

  private static boolean allPrecise(double[][] cells, int forks) {
    return Arrays.stream(cells).allMatch(cell -> isPrecise(Arrays.copyOf(cell, forks)));
  }

  private static boolean isPrecise(double[] values) {
    return MeanInterval.student(values).orElseThrow().relativeHalfWidth() <= PRECISION;
  }
}
