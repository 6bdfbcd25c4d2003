package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.node.fork.Engines;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioReader;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewVerbTest {

  @TempDir Path folder;
  private CommandLineRun line;

  @BeforeEach
  void setUp() {
    line = new CommandLineRun();
  }

  private int verb(String... arguments) {
    return line.run(folder, arguments);
  }

  private Scenario read(String name) {
    return new ScenarioReader(Engines.ALL, Engines.EVENTS).read(folder.resolve(name), List.of());
  }

  @Test
  void newSimulationOfEventsIsForAllEnginesOfEvents() {
    assertThat(verb("new", "simulation", "two-words9", "--events")).as(line.err()).isZero();

    Scenario scenario = read("two-words9.conf");
    assertThat(scenario.simulation()).isEqualTo("two-words9");
    assertThat(scenario.engines()).isEqualTo(Engines.ALL.stream().map(kind -> kind.name()).toList());
    assertThat(scenario.events()).get().satisfies(events -> assertThat(events.time().until()).contains(100.0));
    assertThat(verb("new", "scenario", "other", "--events")).isEqualTo(64);
  }

  @Test
  void newSimulationIsAClassNamedAfterItWithAScenarioForAllEngines() {
    assertThat(verb("new", "simulation", "two-words9")).as(line.err()).isZero();

    Scenario scenario = read("two-words9.conf");
    assertThat(scenario.name()).isEqualTo("two-words9");
    assertThat(scenario.simulation()).isEqualTo("two-words9");
    assertThat(scenario.file()).get().satisfies(file -> assertThat(file.name()).isEqualTo("TwoWords9.java"));
    assertThat(scenario.engines()).isEqualTo(Engines.ALL.stream().map(kind -> kind.name()).toList());
    assertThat(line.out())
        .isEqualTo(
            "Wrote %1$s/TwoWords9.java and %1$s/two-words9.conf. Next:\n  ./lockstep run %1$s/two-words9.conf\n".formatted(folder));
  }

  static List<String> builtInSimulations() {
    return Simulations.all().stream().map(Simulation::name).toList();
  }

  @ParameterizedTest
  @MethodSource("builtInSimulations")
  void newScenarioSetsEveryParameterOfItsSimulation(String simulation) {
    assertThat(verb("new", "scenario", "mine", "--simulation", simulation)).as(line.err()).isZero();

    Scenario scenario = read("mine.conf");
    assertThat(scenario.simulation()).isEqualTo(simulation);
    assertThat(scenario.parameters()).hasSameSizeAs(Simulations.named(simulation).orElseThrow().parameters().getRecordComponents());
  }

  @Test
  void newScenarioMayBeOfAFile() {
    assertThat(verb("new", "simulation", "my-thing")).isZero();
    assertThat(verb("new", "scenario", "other", "--simulation", "file:MyThing.java")).as(line.err()).isZero();

    assertThat(read("other.conf").simulation()).isEqualTo("my-thing");
  }

  @Test
  void nothingIsReplacedUnlessForced() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.conf"), "mine");

    assertThat(verb("new", "simulation", "mine")).isEqualTo(64);
    assertThat(line.err()).isEqualTo("lockstep: " + mine + " exists; --force replaces it (see lockstep new --help)\n");
    assertThat(mine).hasContent("mine");
    assertThat(folder.resolve("Mine.java")).doesNotExist();
    assertThat(verb("new", "simulation", "mine", "--force")).isZero();
    assertThat(read("mine.conf").simulation()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mine", "9lives", "a--b", "-a", "a-", "a/b", "..", "ünder", "task", "string", "override", "parameters"})
  void namesThatGiveNoClassAreRefused(String name) throws IOException {
    assertThat(verb("new", "simulation", "--", name)).isEqualTo(64);
    assertThat(line.err().lines()).singleElement().asString().startsWith("lockstep: NAME must").contains("got '" + name + "'");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void folderThatCannotBeMadeEndsWith74InOneLine() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThat(line.run(folder.resolve("file"), "new", "scenario", "mine")).isEqualTo(74);
    assertThat(line.err().lines()).hasSize(1);
  }

  @Test
  void unknownSimulationsAreRefusedInOneLine() {
    assertThat(verb("new", "scenario", "mine", "--simulation", "bnk")).isEqualTo(64);
    assertThat(line.err().lines()).singleElement().asString().contains("bank, big", "got 'bnk'");
    assertThat(verb("new", "scenario", "mine", "--simulation", "file:No.java")).isEqualTo(65);
    assertThat(line.err().lines()).singleElement().asString().endsWith("No.java: there is no such file");
    assertThat(verb("new", "simulation", "mine", "--simulation", "bank")).isEqualTo(64);
  }

  @Test
  void describeTellsTheParametersOfAFile() {
    assertThat(verb("new", "simulation", "my-thing")).isZero();

    assertThat(line.run("describe", "file:" + folder.resolve("MyThing.java"))).isZero();
    assertThat(line.out()).startsWith("simulation my-thing: ").contains("  boxes = 100\n");
    assertThat(line.run("describe", "file:" + folder.resolve("No.java"))).isEqualTo(65);
  }
}
