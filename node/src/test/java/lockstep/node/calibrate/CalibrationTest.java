package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.Noise;
import lockstep.node.fork.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from figures beside their truths. */
final class CalibrationTest {

  private static final Noise QUIET = new Noise(Noise.State.QUIET, List.of());
  private static final Check NEAR = Check.within("near", Unit.COUNT, 104, 100, 0.05);
  private static final Check FAR = Check.within("far", Unit.COUNT, 106, 100, 0.05);

  private static Calibration of(Noise noise, Check... checks) {
    return new Calibration("some", "of all", List.of(checks), noise, Optional.empty());
  }

  private static CalibrationReport report(Calibration... calibrations) {
    return new CalibrationReport(2, QUIET, List.of(calibrations));
  }

  @Test
  void figureHoldsWithinWhatIsAllowedBelowAndAbove() {
    assertThat(new Check("f", Unit.COUNT, 90, 100, 0.1, 0).holds()).isTrue();
    assertThat(new Check("f", Unit.COUNT, 89, 100, 0.1, 0).holds()).isFalse();
    assertThat(new Check("f", Unit.COUNT, 101, 100, 0.1, 0).holds()).isFalse();
    assertThat(new Check("f", Unit.COUNT, 103, 100, 0, 0.03).holds()).isTrue();
    assertThat(new Check("f", Unit.COUNT, 104, 100, 0, 0.03).holds()).isFalse();
    assertThat(new Check("f", Unit.COUNT, 90, 100, 0.1, 0).deviation()).isEqualTo(-0.1, within(1e-12));
  }

  @Test
  void figureThatIsNoNumberDoesNotHold() {
    assertThat(new Check("f", Unit.COUNT, Double.NaN, 100, 0.1, 0.1).holds()).isFalse();
    assertThat(new Check("f", Unit.COUNT, Double.POSITIVE_INFINITY, 100, 0.1, 0.1).holds()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Check.within("f", Unit.COUNT, 1, Double.NaN, 0.1)).withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> Check.within("f", Unit.COUNT, 1, 0, 0.1)).withMessageContaining("got 0");
  }

  @Test
  void quietMachineAgreesOrDiffers() {
    assertThat(of(QUIET, NEAR).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(of(QUIET, NEAR, FAR).agreement()).isEqualTo(Agreement.DIFFERS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUIET")
  void fromAnyOtherMachineNothingFollows(Noise.State state) {
    Noise noise = new Noise(state, List.of("others were at work"));

    assertThat(of(noise, NEAR).agreement()).isEqualTo(Agreement.INCONCLUSIVE);
    assertThat(of(noise, FAR).agreement()).isEqualTo(Agreement.INCONCLUSIVE);
  }

  @Test
  void whatASystemDoesNotTellIsInconclusive() {
    assertThat(new Calibration("some", "of all", List.of(), QUIET, Optional.of("no switches")).agreement())
        .isEqualTo(Agreement.INCONCLUSIVE);
  }

  @Test
  void differenceOutweighsWhatIsInconclusiveAndThatWhatAgrees() {
    Calibration agrees = of(QUIET, NEAR);
    Calibration differs = of(QUIET, FAR);
    Calibration inconclusive = of(new Noise(Noise.State.NOISY, List.of("others")), NEAR);

    assertThat(report(agrees, agrees).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(report(agrees, inconclusive).agreement()).isEqualTo(Agreement.INCONCLUSIVE);
    assertThat(report(differs, inconclusive, agrees).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(report().agreement()).isEqualTo(Agreement.INCONCLUSIVE);
    assertThat(List.of(0, 11, 12))
        .isEqualTo(List.of(Agreement.values()).stream().map(agreement -> agreement.exitCode().code()).toList());
  }

  @Test
  void sentenceTellsWhatDiffersAndByHowMuch() {
    assertThat(report(of(QUIET, NEAR, FAR)).sentence())
        .isEqualTo("The instruments differ from what is known: far of \"some\" by +6.0 %.");
    assertThat(report(of(QUIET, NEAR)).sentence()).isEqualTo("The instruments agree with what is known: 1 figures of 1 experiments.");
    assertThat(report(of(QUIET, NEAR), of(new Noise(Noise.State.THROTTLED, List.of("held back")), NEAR)).sentence())
        .startsWith("Inconclusive: ")
        .contains("1 of 2 experiments");
  }

  @Test
  void calibrationIsReadBackAsItWasWritten() {
    Calibration calibration = of(new Noise(Noise.State.NOISY, List.of("others")), NEAR, FAR);

    assertThat(Json.read(Json.line(calibration), Calibration.class)).isEqualTo(calibration);
    assertThat(Json.pretty(report(calibration))).contains("\"agreement\" : \"inconclusive\"", "\"deviation\" : ", "\"sentence\" : ");
  }
}
