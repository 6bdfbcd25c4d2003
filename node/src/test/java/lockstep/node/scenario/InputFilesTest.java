package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that name files, on the simulation that has one. */
final class InputFilesTest {

  private static final String LEAST = "lockstep.schema = 1\nsimulation = epidemic\n";

  @TempDir Path outside;
  private Path folder = Path.of("");
  private Fixture scenarios = new Fixture(Path.of(""));

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectory(outside.resolve("scenarios"));
    scenarios = new Fixture(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String graph(String name) {
    return LEAST + "params.graph = \"" + name + "\"";
  }

  @Test
  void fileBelowTheScenariosFolderIsRead() throws IOException {
    write("graphs/ring.csv", "0,1\n1,2\n2,0\n");

    assertThat(scenarios.read(graph("graphs/ring.csv")).inputs()).isEqualTo(
        Map.of("graphs/ring.csv", "0,1\n1,2\n2,0\n"));
  }

  @Test
  void badLineIsToldWithItsNumber() throws IOException {
    write("bad.csv", "0,1\n1,-2\n");

    assertThat(scenarios.problems(graph("bad.csv"))).singleElement().asString().contains("bad.csv:2: ").contains("-2");
  }

  @Test
  void fileThatIsNotThereIsTold() {
    assertThat(scenarios.problems(graph("none.csv")))
        .singleElement().asString().contains("graph: must be a file that is there, got none.csv");
  }

  @Test
  void fileOutsideTheFolderIsRefused() throws IOException {
    Files.writeString(outside.resolve("secret.csv"), "0,1\n");
    Files.createSymbolicLink(folder.resolve("link.csv"), outside.resolve("secret.csv"));

    assertThat(scenarios.problems(graph("link.csv")))
        .singleElement().asString().contains("must stay in the scenario's folder, also after symbolic links, got link.csv");
    assertThat(scenarios.problems(graph("../secret.csv"))).isNotEmpty();
    assertThat(scenarios.problems(graph(outside.resolve("secret.csv").toString()))).isNotEmpty();
  }

  @Test
  void folderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("graphs"));

    assertThat(scenarios.problems(graph("graphs"))).singleElement().asString().contains("is a folder");
  }
}
