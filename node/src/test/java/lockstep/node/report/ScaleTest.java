package lockstep.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaleTest {

  @ParameterizedTest
  @CsvSource({"0,1", "3,7.1e6", "-0.3,1", "0,0", "5,5", "1e-9,2e-9", "0,1e300"})
  void linearScaleHoldsZeroAndAllValuesBetweenItsTicks(double least, double greatest) {
    Scale scale = Scale.linear(least, greatest);

    assertThat(scale.from()).isLessThanOrEqualTo(Math.min(0, least));
    assertThat(scale.to()).isGreaterThanOrEqualTo(greatest);
    assertThat(scale.marked()).hasSizeBetween(2, 8);
    assertThat(scale.percent(scale.from())).isZero();
    assertThat(scale.percent(scale.to())).isEqualTo(100);
  }

  @Test
  void logarithmicScaleGivesDecadesTheSameRoom() {
    Scale scale = Scale.logarithmic(20, 90_000);

    assertThat(scale.from()).isEqualTo(10);
    assertThat(scale.to()).isEqualTo(1e5);
    assertThat(scale.percent(1000)).isEqualTo(50);
    assertThat(scale.marked()).hasSize(5);
  }

  @Test
  void valuesThatAreFarApartAreShownLogarithmically() {
    assertThat(Scale.fitting(1, 100).logarithmic()).isTrue();
    assertThat(Scale.fitting(50, 100).logarithmic()).isFalse();
    assertThat(Scale.fitting(0, 100).logarithmic()).isFalse();
  }

  @Test
  void logarithmicScaleOfZeroIsCutAtItsBeginning() {
    assertThat(Scale.logarithmic(1, 10).percent(0)).isZero();
  }
}
