package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.Engines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code config/reference.conf} true: it says what a scenario has that says nothing. */
final class ReferenceScenarioTest {

  private static final Path REFERENCE = Path.of("..", "config", "reference.conf");

  private final ScenarioReader reader = new ScenarioReader(Engines.ALL, Engines.EVENTS);

  @Test
  void referenceSaysTheDefaults(@TempDir Path folder) throws IOException {
    Path silent = Files.writeString(folder.resolve("reference.conf"), "lockstep.schema = 1\nsimulation = bank\n");

    Scenario said = reader.read(REFERENCE, List.of());
    Scenario meant = reader.read(silent, List.of());

    assertThat(said.parameters()).isEqualTo(Map.of("accounts", List.of("1000")));
    assertThat(said.title()).isPresent();
    assertThat(withoutExamples(said)).isEqualTo(withoutExamples(meant));
  }

  private static Scenario withoutExamples(Scenario s) {
    return new Scenario(
        s.name(),
        Optional.empty(),
        s.simulation(),
        s.file(),
        s.inputs(),
        s.seeds(),
        Map.of(),
        s.engines(),
        s.baseline(),
        s.policies(),
        s.workers(),
        s.cores(),
        s.owners(),
        s.queues(),
        s.rates(),
        s.lockTimeout(),
        s.backOff(),
        s.detection(),
        s.watchdog(),
        s.maxCells(),
        s.method(),
        s.expectations(),
        s.events(),
        s.nodes(),
        s.faults());
  }

  @Test
  void referenceOfEventsSaysTheDefaults(@TempDir Path folder) throws IOException {
    Path silent =
        Files.writeString(folder.resolve("reference-events.conf"), "lockstep.schema = 1\nsimulation = phold\nuntil = 100\nevents = 10M\n");

    Scenario said = reader.read(REFERENCE.resolveSibling("reference-events.conf"), List.of());

    assertThat(said.title()).isPresent();
    assertThat(withoutExamples(said)).isEqualTo(withoutExamples(reader.read(silent, List.of())));
  }

  @Test
  void writtenScenarioReadsAsTheSame(@TempDir Path folder) throws IOException {
    Scenario scenario = reader.read(REFERENCE, List.of(ScenarioOverride.set("params.skew=[0, 0.99]"), ScenarioOverride.set("owners=[1, 4]"), ScenarioOverride.set("queues=[fair, barging]"), ScenarioOverride.set("back-off=1500us"), ScenarioOverride.set("load.open.rate=[0.5/s, 2000/s]")));
    Path written = Files.writeString(folder.resolve("written.conf"), ScenarioText.of(scenario));

    assertThat(reader.read(written, List.of())).isEqualTo(scenario);
  }
}
