package lockstep.node.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lockstep.engine.instrument.Noise;
import lockstep.node.fork.Json;
import lockstep.node.fork.JvmCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listening to a JVM in which instruments are tried, played by a shell. */
final class CalibrationProcessTest {

  private static final Calibration SOME =
      new Calibration(
          "some",
          "of all",
          List.of(Check.within("figure", Unit.SHARE, 0.5, 0.5, 0.1)),
          new Noise(Noise.State.QUIET, List.of()),
          Optional.empty());

  private static List<Calibration> told(String script) throws IOException, InterruptedException {
    List<Calibration> told = new ArrayList<>();
    try (CalibrationProcess process = CalibrationProcess.start(List.of("sh", "-c", script))) {
      process.await(told::add);
    }
    return told;
  }

  @Test
  void everyLineIsACalibration() throws IOException, InterruptedException {
    String echo = "echo '" + Json.line(SOME) + "'";

    assertThat(told(echo + "; " + echo)).containsExactly(SOME, SOME);
  }

  @ParameterizedTest
  @CsvSource({"exit 3, ended with exit code 3", "echo {, a line is cut off", "kill -9 $$, ended with exit code 137"})
  void whatEndsOtherwiseIsToldAsSuch(String script, String reason) {
    assertThatIOException().isThrownBy(() -> told(script)).withMessageStartingWith(reason);
  }

  @Test
  void processThatCannotBeStartedIsToldAsSuch() {
    assertThatIOException().isThrownBy(() -> CalibrationProcess.start(List.of("no-such-program-anywhere")));
  }

  @Test
  void processEndsWithItsLauncher() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JvmCommand.of(CalibrationMain.class, Optional.empty()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // What the end of the launcher does.
      process.getOutputStream().close();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(CalibrationMain.LAUNCHER_GONE);
    } finally {
      process.destroyForcibly();
    }
  }
}
