package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private static String shown(Cell cell) {
    return cell.seed()
        + " "
        + String.join(",", cell.parameters().values())
        + " "
        + cell.engine()
        + " "
        + cell.policy().map(Policy::id).orElse("-")
        + " "
        + cell.workers()
        + cell.refusal().map(reason -> " n/a").orElse("");
  }

  @Test
  void cellsAreEveryCombinationWithTheBaselineFirst() {
    Scenario scenario =
        scenarios.read(
            Fixture.LEAST
                + """
                seed = [7, 8]
                params { skew = [0, 1], accounts = 10 }
                engines = [actors, threads, sequential]
                policies = [ordered, unguarded]
                workers = [1, 2]
                """);

    List<String> cells = scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream().map(SweepTest::shown).toList();

    assertThat(cells).hasSize(2 * 2 * (1 + 4 + 4));
    assertThat(cells.subList(0, 11))
        .containsExactly(
            "7 10,0 sequential - 1",
            "7 10,0 actors ordered 1",
            "7 10,0 actors ordered 2",
            "7 10,0 actors unguarded 1 n/a",
            "7 10,0 actors unguarded 2 n/a",
            "7 10,0 threads ordered 1",
            "7 10,0 threads ordered 2",
            "7 10,0 threads unguarded 1",
            "7 10,0 threads unguarded 2",
            "7 10,1 sequential - 1",
            "7 10,1 actors ordered 1");
    assertThat(cells.get(18)).isEqualTo("8 10,0 sequential - 1");
  }

  @Test
  void cellThatAnEngineCannotHaveSaysWhy() {
    Scenario scenario = scenarios.read(Fixture.LEAST + "engines = [actors]\npolicies = [unguarded]\nworkers = 3");

    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .containsExactly(
            new CellSample("actors", 3)
                .under(Policy.UNGUARDED)
                .refused("actors offers the policies ordered, unordered, try-lock, timeout, arbiter, all-at-once, detect")
                .cell());
  }

  @Test
  void uncoordinatedEngineHasOneCellWhateverIsSwept() {
    Scenario scenario =
        scenarios.read(Fixture.LEAST + "engines = sequential\npolicies = [ordered, unordered]\nworkers = [1, 2, 3]");

    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .containsExactly(new CellSample("sequential", 1).cell());
  }

  @Test
  void ownersAndQueuesAreCombinedOnlyWhereTheyMakeADifference() {
    Scenario scenario =
        scenarios.read(
            Fixture.LEAST
                + """
                policies = [ordered, all-at-once]
                workers = 2
                owners = [1, 4]
                queues = [barging, fair]
                """);

    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .extracting(Cell::text)
        .containsExactly(
            "sequential, workers 1",
            "event-loop, ordered, workers 2",
            "event-loop, all-at-once, workers 2",
            "threads, ordered, workers 2",
            "threads, ordered, workers 2, queues fair",
            "threads, all-at-once, workers 2",
            "virtual-threads, ordered, workers 2",
            "virtual-threads, ordered, workers 2, queues fair",
            "virtual-threads, all-at-once, workers 2",
            "actors, ordered, workers 2, owners 1",
            "actors, ordered, workers 2, owners 4",
            "actors, all-at-once, workers 2");
    assertThat(scenarios.problems(Fixture.LEAST + "max-cells = 8\npolicies = [ordered, all-at-once]\nworkers = 2\nowners = [1, 4]\nqueues = [barging, fair]"))
        .singleElement().asString().contains("12 for engines, policies, workers, cores, owners and queues");
  }

  @Test
  void settingsOfACellReachItsFork() {
    Scenario scenario =
        scenarios.read(Fixture.LEAST + "engines = [actors, threads]\nowners = 3\nqueues = fair\nlock-timeout = 7ms\nback-off = 9us\ndetection = 3ms");

    Coordination common = Coordination.of(Policy.ORDERED).withTimes(7_000_000, 9_000).detectingEvery(3_000_000);
    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .extracting(cell -> cell.coordination(scenario))
        .containsOnly(common.withOwners(3), common.withQueues(Queues.FAIR));
  }

  @Test
  void tooManyCellsAreCountedAndRefusedWithARemedy() {
    assertThat(scenarios.problems(Fixture.LEAST + "workers = " + numbers(100)))
        .containsExactly(
            "case.conf: max-cells: must be at least the number of cells, 401 (1 for seed x 1 for params x 401 for engines, policies,"
                + " workers, cores, owners and queues), got 200; sweep fewer values or set max-cells = 401");
    assertThat(scenarios.read(Fixture.LEAST + "max-cells = 401\nworkers = " + numbers(100)).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES)).hasSize(401);
  }

  @Test
  void cellsBeyondTheRangeOfLongAreCountedExactlyAndNeverBuilt() {
    String thousand = numbers(10_000);
    String text =
        Fixture.LEAST
            + "max-cells = 10000\nseed = %s\nparams { accounts = %s, transfers = %s, opening = %s, skew = [0] }\nworkers = %s"
                .formatted(thousand, thousand.replace("[1,", "[20000,"), thousand, thousand, thousand);

    assertThat(scenarios.problems(text))
        .containsExactly(
            "case.conf:3: max-cells: must be at least the number of cells, 400010000000000000000 (10000 for seed x"
                + " 1000000000000 for params x 40001 for engines, policies, workers, cores, owners and queues), got 10000; sweep fewer values");
  }

  @Test
  void listsAreBounded() {
    assertThat(scenarios.problems(Fixture.LEAST + "seed = " + numbers(10_001)))
        .containsExactly("case.conf:3: seed: must have 1 to 10000 values, got 10001");
  }

  @Test
  void cellsNeedACatalogueWithTheirEngines() {
    Scenario scenario = scenarios.read(Fixture.LEAST);

    assertThatThrownBy(() -> scenario.cells(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no engine is called sequential");
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
