package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import lockstep.node.analysis.Family.Change;
import lockstep.node.analysis.Family.Judged;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FamilyTest {

  private static final int CELLS = 12;
  private static final double VARIATION = 0.05;

  /** A family of cells with five to ten forks before and after; the first cell is as many times as fast after as before. */
  private static List<Judged> judged(long seed, Noise noise, int leastForks, int mostForks, double factor) {
    RandomGenerator random = new SplittableRandom(seed);
    Family family = new Family();
    for (int cell = 0; cell < CELLS; cell++) {
      double mean = 1000 * (cell + 1);
      family.add(
          noise.sample(random, random.nextInt(leastForks, mostForks + 1), mean, VARIATION),
          noise.sample(random, random.nextInt(leastForks, mostForks + 1), cell == 0 ? mean * factor : mean, VARIATION),
          Direction.HIGHER_IS_BETTER);
    }
    return family.judged();
  }

  private static double shareThatCries(Noise noise, int families) {
    int cries = 0;
    for (long seed = 1; seed <= families; seed++) {
      cries += judged(seed, noise, 5, 10, 1).stream().anyMatch(cell -> cell.change() != Change.INCONCLUSIVE) ? 1 : 0;
    }
    System.out.printf("%s, seeds 1 to %d: %d families cry difference%n", noise, families, cries);
    return (double) cries / families;
  }

  @ParameterizedTest
  @EnumSource
  void atMostFivePercentOfThousandFamiliesCryDifferenceWhenThereIsNone(Noise noise) {
    assertThat(shareThatCries(noise, 1000)).isLessThanOrEqualTo(0.05);
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource
  void atMostFivePercentOfTwentyThousandFamiliesCryDifferenceWhenThereIsNone(Noise noise) {
    assertThat(shareThatCries(noise, 20_000)).isLessThanOrEqualTo(0.05);
  }

  @ParameterizedTest
  @EnumSource
  void slowDownOfTwentyPercentIsFoundByFiveForksInEightyPercentOfFamilies(Noise noise) {
    int families = 500;
    int found = 0;
    for (long seed = 1; seed <= families; seed++) {
      found += judged(seed, noise, 5, 5, 0.8).getFirst().change() == Change.WORSE ? 1 : 0;
    }
    System.out.printf("%s, seeds 1 to %d: %d slow-downs found%n", noise, families, found);
    assertThat(found).isGreaterThanOrEqualTo(families * 80 / 100);
  }

  @ParameterizedTest
  @CsvSource({"2, HIGHER_IS_BETTER, BETTER", "0.5, HIGHER_IS_BETTER, WORSE", "2, LOWER_IS_BETTER, WORSE", "0.5, LOWER_IS_BETTER, BETTER"})
  void whatIsBetterDependsOnTheFigure(double factor, Direction direction, Change change) {
    Family family = new Family();
    family.add(new double[] {100, 101, 99}, new double[] {100 * factor, 101 * factor, 99 * factor}, direction);
    assertThat(family.judged()).extracting(Judged::change).containsExactly(change);
  }

  @Test
  void whatHasNoRatioIsInconclusiveAndNoMember() {
    double[] before = {100, 102, 98, 101};
    double[] after = {104, 106, 103, 105};
    Family family = new Family();
    family.add(new double[] {1}, new double[] {2, 3}, Direction.HIGHER_IS_BETTER);
    family.add(before, after, Direction.HIGHER_IS_BETTER);
    family.add(new double[0], after, Direction.HIGHER_IS_BETTER);
    family.add(before, new double[0], Direction.LOWER_IS_BETTER);
    family.add(new double[] {0, 0}, new double[] {5, 6}, Direction.LOWER_IS_BETTER);
    List<Judged> judged = family.judged();
    assertThat(judged)
        .extracting(Judged::change)
        .containsExactly(Change.INCONCLUSIVE, Change.BETTER, Change.INCONCLUSIVE, Change.INCONCLUSIVE, Change.INCONCLUSIVE);
    assertThat(judged.get(1).p()).hasValue(MeanRatio.of(after, before).orElseThrow().p());
    assertThat(judged.get(0).p()).isEmpty();
    assertThat(judged.get(0).ratio()).isEmpty();
  }

  @Test
  void intervalMayLeaveOutOneWhereTheFamilyIsInconclusive() {
    double[] before = {100, 102, 98, 101};
    double[] after = {103, 105, 101, 105};
    Family alone = new Family();
    alone.add(before, after, Direction.HIGHER_IS_BETTER);
    assertThat(alone.judged().getFirst().change()).isEqualTo(Change.BETTER);
    Family many = new Family();
    for (int i = 0; i < 3; i++) {
      many.add(before, i == 0 ? after : before, Direction.HIGHER_IS_BETTER);
    }
    assertThat(many.judged().getFirst().ratio().orElseThrow().interval().isAbove(1)).isTrue();
    assertThat(many.judged().getFirst().change()).isEqualTo(Change.INCONCLUSIVE);
  }

  @Test
  void emptyFamilyJudgesNothing() {
    assertThat(new Family().judged()).isEmpty();
  }
}
