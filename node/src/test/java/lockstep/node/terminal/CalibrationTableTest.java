package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.engine.instrument.Noise;
import lockstep.node.calibrate.Calibration;
import lockstep.node.calibrate.Check;
import lockstep.node.calibrate.Unit;
import org.junit.jupiter.api.Test;

/** Calibrations as lines. */
final class CalibrationTableTest {

  private static final String ABOUT = "6 workers that think Exp(24 ms), then sleep 2 ms + Exp(4 ms) holding it";

  private static Calibration calibration(Noise noise) {
    return new Calibration(
        "one lock, virtual-threads",
        ABOUT,
        List.of(
            new Check("throughput", Unit.PER_SECOND, 98.2, 100, 0.05, 0.05),
            new Check("mean wait", Unit.NANOS, 7.7e7, 7e7, 0.05, 0.05),
            new Check("voluntary switches", Unit.COUNT, 1013, 1000, 0, 0.1),
            new Check("allocated", Unit.BYTES, 204_800_000, 204_800_000, 0, 0.03),
            new Check("CPU share received", Unit.SHARE, 0.48, 0.5, 0.05, 0.05)),
        noise,
        Optional.empty());
  }

  @Test
  void figuresStandBesideWhatIsKnownAndThoseThatDifferAreMarked() {
    assertThat(CalibrationTable.titles()).isEqualTo("  figure                     measured        known   deviation  allowed");
    assertThat(CalibrationTable.lines(calibration(new Noise(Noise.State.QUIET, List.of()))))
        .containsExactly(
            "one lock, virtual-threads                                                differs",
            "  (" + ABOUT + ")",
            "  throughput                  98.2 /s       100 /s    -1.8 %    -5 to +5 %",
            "  mean wait                   77.0 ms      70.0 ms   +10.0 % !  -5 to +5 %",
            "  voluntary switches             1013         1000    +1.3 %    0 to +10 %",
            "  allocated                    205 MB       205 MB    +0.0 %    0 to +3 %",
            "  CPU share received             0.48         0.50    -4.0 %    -5 to +5 %")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void whyNothingFollowsIsTold() {
    Noise noise = new Noise(Noise.State.NOISY, List.of("other processes used at least 95 % of the cores", "and more"));

    assertThat(CalibrationTable.lines(calibration(noise)))
        .startsWith("one lock, virtual-threads                                           inconclusive")
        .endsWith("  inconclusive: other processes used at least 95 % of the cores", "  inconclusive: and more");
  }
}
