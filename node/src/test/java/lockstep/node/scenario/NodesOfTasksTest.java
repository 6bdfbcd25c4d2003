package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On how many nodes tasks are performed. */
final class NodesOfTasksTest {

  private static final String LEAST = Fixture.LEAST;

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private List<String> cells(String text) {
    return scenarios.read(LEAST + text).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream().map(Cell::text).toList();
  }

  @Test
  void nodesStandForTheBaselineAndTheCluster() {
    assertThat(cells("nodes = [1, 3]\nworkers = [1, 2]\npolicies = [ordered, arbiter]"))
        .containsExactly(
            "sequential, workers 1",
            "cluster, ordered, workers 1, nodes 1",
            "cluster, ordered, workers 2, nodes 1",
            "cluster, ordered, workers 3, nodes 3",
            "cluster, arbiter, workers 1, nodes 1",
            "cluster, arbiter, workers 2, nodes 1",
            "cluster, arbiter, workers 3, nodes 3");
    assertThat(cells("engines = [actors, threads]\nbaseline = threads\nnodes = 2\nworkers = 2"))
        .containsExactly("threads, ordered, workers 2", "cluster, ordered, workers 2, nodes 2");
  }

  @Test
  void clusterIsComparedWithTheEnginesItIsNamedWith() {
    assertThat(cells("engines = [sequential, actors, cluster]\nnodes = 2\nworkers = 4\nowners = [1, 8]"))
        .containsExactly(
            "sequential, workers 1",
            "actors, ordered, workers 4, owners 1",
            "actors, ordered, workers 4, owners 8",
            "cluster, ordered, workers 4, nodes 2, owners 1",
            "cluster, ordered, workers 4, nodes 2, owners 8");
  }

  @Test
  void withoutNodesThereIsNoCluster() {
    assertThat(scenarios.read(LEAST).engines()).doesNotContain("cluster").contains("actors");
  }

  @Test
  void whatTheClusterDoesNotOfferIsRefusedWhereItsResultWouldStand() {
    assertThat(scenarios.read(LEAST + "nodes = 2\nworkers = 2\npolicies = unguarded").cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .filteredOn(cell -> cell.engine().equals("cluster"))
        .allSatisfy(cell -> assertThat(cell.refusal()).get().asString().startsWith("cluster offers the policies ordered"));
  }

  @Test
  void faultsAreDoneInACellBesideOneWithoutThem() {
    String faults = "nodes = 3\nworkers = 3\nengines = [actors, cluster]\nfaults = [{ at = 2s, do = partition, groups = [[1, 2], [3]], for = 12s }]";

    assertThat(cells(faults))
        .containsExactly(
            "actors, ordered, workers 3",
            "cluster, ordered, workers 3, nodes 3, faults none",
            "cluster, ordered, workers 3, nodes 3, faults partition 1 2 | 3 at 2s for 12s");
    Scenario scenario = scenarios.read(LEAST + faults);
    assertThat(Fixture.read(scenarios.file(ScenarioText.of(scenario).getBytes(StandardCharsets.UTF_8)), List.of())).isEqualTo(scenario);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults = [{ at = 2s, do = kill, node = 1 }] | faults: must not be given without the key nodes, such as nodes = 3: only the engine cluster has nodes",
        "engines = [cluster] | engines: must not have cluster without the key nodes, such as nodes = [1, 2, 3]",
        "nodes = 0 | nodes: must be a whole number in [1, 64] (nodes), got 0",
        "nodes = 65 | nodes: must be a whole number in [1, 64] (nodes), got 65"
      })
  void whatCannotBeIsTold(String line, String problem) {
    assertThat(scenarios.problems(LEAST + line)).contains("case.conf:3: " + problem);
  }

  @Test
  void tasksHaveNoRounds() {
    assertThat(scenarios.problems(LEAST + "nodes = 2\nfaults = [{ at-round = 2, do = kill, node = 1 }]"))
        .containsExactly("case.conf:4: faults: must not have at-round, but at, such as at = 5s: only events have rounds");
  }

  @Test
  void cellsAreCountedBeforeTheyAreMade() {
    assertThat(scenarios.problems(LEAST + "nodes = [1, 2]\nworkers = [1, 2, 3]\nmax-cells = 5"))
        .singleElement()
        .asString()
        .contains("must be at least the number of cells, 6 (1 for seed x 1 for params x 6 for engines, policies, nodes, workers");
  }

  @Test
  void writtenScenarioReadsAsTheSame() {
    Scenario scenario = scenarios.read(LEAST + "engines = [sequential, actors, cluster]\nnodes = [1, 2]");
    assertThat(scenario.nodes()).containsExactly(1, 2);
    assertThat(Fixture.read(scenarios.file(ScenarioText.of(scenario).getBytes(StandardCharsets.UTF_8)), List.of())).isEqualTo(scenario);
  }
}
