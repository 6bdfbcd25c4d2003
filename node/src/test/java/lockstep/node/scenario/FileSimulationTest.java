package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockstep.node.source.SimulationFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios whose simulation is a file. */
final class FileSimulationTest {

  private static final String SIMULATION =
      """
      import lockstep.simulation.*;

      record Mine() implements Simulation<Mine.P> {
        record P(@Parameter(byDefault = "3", min = 1, max = 9, unit = "tasks", about = "Tasks") int taskCount) {}
        public String name() { return "mine"; }
        public String summary() { return "Does nothing"; }
        public Class<P> parameters() { return P.class; }
        public Model model(P p) { return new Nothing(p.taskCount()); }
        record Nothing(long tasks) implements TaskModel {
          public int resources() { return 1; }
          public void plan(long i, Draw draw, Plan plan) { plan.exclusive(0); }
        }
      }
      """;

  private static final String LEAST = "lockstep.schema = 1\nsimulation = \"file:Mine.java\"\n";

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(Files.createDirectories(folder.resolve(name).getParent()).resolve(folder.resolve(name).getFileName()), text);
  }

  @Test
  void pathIsRelativeToTheFolderOfTheScenario() throws IOException {
    write("below/Mine.java", SIMULATION);
    Scenario scenario = scenarios.read(LEAST.replace("Mine.java", "below/Mine.java") + "params.task-count = [1, 2]\n");

    assertThat(scenario.simulation()).isEqualTo("mine");
    assertThat(scenario.parameters()).isEqualTo(Map.of("task-count", List.of("1", "2")));
    assertThat(scenario.file().map(SimulationFile::name)).contains("Mine.java");
    assertThat(scenario.file().map(SimulationFile::text)).contains(SIMULATION);
  }

  @Test
  void pathMayBeAbsoluteAndComeFromTheCommandLine() throws IOException {
    Path file = write("Mine.java", SIMULATION);

    assertThat(scenarios.read(Fixture.LEAST, "simulation=\"file:" + file + "\"").simulation()).isEqualTo("mine");
  }

  @Test
  void writtenScenarioBesideItsFileReadsAsTheSame() throws IOException {
    write("Mine.java", SIMULATION);
    Scenario scenario = scenarios.read("name = same\n" + LEAST);
    write("kept/Mine.java", scenario.file().orElseThrow().text());
    Path written = write("kept/scenario.conf", ScenarioText.of(scenario));

    assertThat(Fixture.read(written, List.of())).isEqualTo(scenario);
  }

  @Test
  void parametersAreCheckedAsThoseOfBuiltInSimulations() throws IOException {
    write("Mine.java", SIMULATION);

    assertThat(scenarios.problems(LEAST + "params {\n  task-count = 10\n  task-cont = 1\n}\n"))
        .containsExactly(
            "case.conf:4: params.task-count: must be a whole number in [1, 9] (tasks), got 10",
            "case.conf:5: params.task-cont: mine has no such parameter (did you mean task-count?)");
  }

  @Test
  void whatConcernsTheWholeFileIsToldWhereTheScenarioNamesIt() throws IOException {
    assertThat(scenarios.problems(LEAST)).containsExactly("case.conf:2: simulation: Mine.java: there is no such file");
    write("Mine.java", "class Mine {}");
    assertThat(scenarios.problems(LEAST + "workers = 0\n"))
        .containsExactly(
            "case.conf:2: simulation: Mine.java: must have one class of its own that implements lockstep.simulation.Simulation, has none",
            "case.conf:3: workers: must be a whole number in [1, 100000] (workers), got 0");
    assertThat(scenarios.problems("lockstep.schema = 1\nsimulation = \"file:a\\u0000.java\""))
        .containsExactly("case.conf:2: simulation: must name a Java file, got a\\u0000.java");
  }

  @Test
  void compilerErrorsAreToldAtTheirLinesWithoutControlCharacters() throws IOException {
    Path scenario = write("case.conf", LEAST);
    write("Mine.java", "class Mine {\n\tint x = \"\u001b[31m\";\n}\n");

    assertThat(Assertions.catchThrowableOfType(ScenarioException.class, () -> Fixture.read(scenario, List.of())).problems())
        .singleElement()
        .hasToString(
            folder
                + """
                /Mine.java:2: error: incompatible types: java.lang.String cannot be converted to int
                 int x = "\\u001b[31m";
                         ^""");
  }

  @Test
  void modelsThatCannotBeAreRefused() throws IOException {
    String build = "new Nothing(p.taskCount())";
    write("Mine.java", SIMULATION.replace(build, "null"));
    assertThat(scenarios.problems(LEAST)).containsExactly("case.conf: params: the model of {} must not be null");
    write("Mine.java", SIMULATION.replace(build, "new Nothing(0)"));
    assertThat(scenarios.problems(LEAST))
        .containsExactly("case.conf: params: tasks() of the model must be in [1, 9223372036854775807], got 0");
    write("Mine.java", SIMULATION.replace("implements TaskModel {", "implements TaskModel { static final int X = Integer.parseInt(\"x\");"));
    assertThat(scenarios.problems(LEAST))
        .singleElement()
        .asString()
        .startsWith("case.conf: params: cannot build the model of {}: java.lang.ExceptionInInitializerError");
  }
}
