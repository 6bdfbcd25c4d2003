package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpeedUpTest {

  private static final double[] BASELINE = {100, 102, 98};
  private static final double[] THREE_TIMES = {300, 303, 297};

  @Test
  void speedUpIsTheRatioToTheBaselineAndEfficiencyItsShareOfTheCores() {
    List<SpeedUp> all = SpeedUp.over(BASELINE, new int[] {1, 4}, new double[][] {BASELINE, THREE_TIMES});
    assertThat(all).extracting(SpeedUp::cores).containsExactly(1, 4);
    SpeedUp four = all.get(1);
    assertThat(four.speedUp()).contains(MeanRatio.of(THREE_TIMES, BASELINE).orElseThrow().interval());
    assertThat(four.speedUp().orElseThrow().estimate()).isCloseTo(3, within(1e-12));
    Interval efficiency = four.efficiency().orElseThrow();
    assertThat(efficiency.estimate()).isCloseTo(0.75, within(1e-12));
    assertThat(efficiency.low()).isCloseTo(four.speedUp().orElseThrow().low() / 4, within(1e-12));
    assertThat(efficiency.high()).isCloseTo(four.speedUp().orElseThrow().high() / 4, within(1e-12));
    assertThat(all.getFirst().speedUp().orElseThrow().contains(1)).isTrue();
  }

  @Test
  void tooFewForksHaveNoSpeedUp() {
    List<SpeedUp> all = SpeedUp.over(BASELINE, new int[] {1, 2}, new double[][] {{100}, {}});
    assertThat(all).allSatisfy(speedUp -> assertThat(speedUp.speedUp()).isEmpty()).allSatisfy(speedUp -> assertThat(speedUp.efficiency()).isEmpty());
    assertThat(SpeedUp.over(new double[0], new int[] {2}, new double[][] {THREE_TIMES}).getFirst().speedUp()).isEmpty();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> SpeedUp.over(BASELINE, new int[] {1, 2}, new double[][] {BASELINE}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each number of cores needs its throughput, got 2 and 1");
    assertThatThrownBy(() -> SpeedUp.over(BASELINE, new int[] {0}, new double[][] {BASELINE}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cores must be 1 or more, got 0");
  }
}
