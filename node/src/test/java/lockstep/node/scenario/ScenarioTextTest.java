package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenarioTextTest {

  @TempDir Path folder;

  static Stream<Path> everyScenario() throws IOException {
    return ScenarioFilesTest.everyScenario().stream();
  }

  private Scenario again(Scenario scenario) {
    return Fixture.read(new Fixture(folder).file(ScenarioText.of(scenario).getBytes(StandardCharsets.UTF_8)), List.of());
  }

  @ParameterizedTest
  @MethodSource("everyScenario")
  void readingTheTextGivesTheSameScenario(Path file) {
    Scenario scenario = Fixture.read(file, List.of());

    assertThat(again(scenario)).isEqualTo(scenario);
  }

  @Test
  void sweptOverriddenAndOddValuesSurvive() {
    Scenario scenario =
        new Fixture(folder)
            .read(
                Fixture.LEAST
                    + """
                    title = "a \\"quoted\\" ${title} of 100 %, ü"
                    seed = [7, 8]
                    params { accounts = [10, 20], skew = 0.5, gap = 333ns }
                    watchdog { no-progress = 1500us }
                    """,
                "workers=[1,2]",
                "measure=1ns");

    assertThat(again(scenario)).isEqualTo(scenario);
  }
}
