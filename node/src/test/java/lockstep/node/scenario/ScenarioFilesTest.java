package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios that the program comes with. */
final class ScenarioFilesTest {

  /** Tests run in their module's folder. */
  static final Path SCENARIOS = Path.of("..", "config", "scenarios");

  static List<Path> everyScenario() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("everyScenario")
  void everyScenarioIsValidNamedAsItsFileAndSaysWhatItAnswers(Path file) throws IOException {
    Scenario scenario = Fixture.read(file, List.of());

    assertThat(file.getFileName().toString()).isEqualTo(scenario.name() + ".conf");
    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES)).anyMatch(cell -> cell.refusal().isEmpty());
    assertThat(Files.readAllLines(file).getFirst()).startsWith("# ").contains("?");
  }

  @Test
  void deadlockGivesEveryPhilosopherAWorkerAndNoOrder() throws IOException {
    Scenario scenario = Fixture.read(SCENARIOS.resolve("deadlock.conf"), List.of());

    assertThat(scenario.parameters().get("seats")).containsExactly("5");
    assertThat(scenario.workers()).containsExactly(5);
    assertThat(scenario.policies()).containsExactly(Policy.UNORDERED);
    assertThat(scenario.watchdog().noProgress()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void fourEnginesShareTheWorkOfTheBank() {
    Scenario scenario = Fixture.read(SCENARIOS.resolve("bank.conf"), List.of());

    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .extracting(Cell::engine)
        .containsExactly("sequential", "event-loop", "threads", "actors");
  }
}
