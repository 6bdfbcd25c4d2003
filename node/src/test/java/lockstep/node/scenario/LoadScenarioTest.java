package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import lockstep.node.expectation.Coordinates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How scenarios say how tasks come. */
final class LoadScenarioTest {

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private Scenario read(String text) {
    return scenarios.read(Fixture.LEAST + text);
  }

  private List<String> cells(String text) {
    return read(text).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream().map(Cell::text).toList();
  }

  @Test
  void loadIsClosedUnlessARateIsGiven() {
    assertThat(read("").rates()).isEmpty();
    assertThat(read("load = closed").rates()).isEmpty();
    assertThat(read("load { open { rate = 2000/s } }").rates()).containsExactly(2000.0);
    assertThat(read("load.open.rate = [0.5/s, 1e6/s, \"20 /s\"]").rates()).containsExactly(0.5, 1e6, 20.0);
  }

  @Test
  void ratesAreSweptForTheBaselineToo() {
    assertThat(cells("engines = [sequential, threads]\nworkers = 4\nload { open { rate = [10/s, 20/s] } }"))
        .containsExactly(
            "sequential, workers 1, rate 10/s",
            "sequential, workers 1, rate 20/s",
            "threads, ordered, workers 4, rate 10/s",
            "threads, ordered, workers 4, rate 20/s");
    assertThat(scenarios.problems(Fixture.LEAST + "engines = threads\nworkers = 4\nload.open.rate = [1/s, 2/s, 3/s]\nmax-cells = 2"))
        .singleElement()
        .asString()
        .contains("max-cells: must be at least the number of cells, 3 (1 for seed x 1 for params x 3 for", "queues and rates)");
  }

  @Test
  void mostInFlightIsTheNumberOfWorkers() {
    assertThat(read("load { open { rate = 20/s, max-in-flight = [8, 16] } }").workers()).containsExactly(8, 16);
    assertThat(read("workers = 3\nload { open { rate = 20/s } }").workers()).containsExactly(3);
  }

  @Test
  void expectationsSelectByRate() {
    Scenario scenario =
        read(
            """
            engines = threads
            workers = 1
            load.open.rate = [10/s, 20/s]
            expect = [ { name = slow, that = "overloaded == 0", where { rate = 10.0/s } } ]
            """);
    List<Coordinates> covered =
        scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream()
            .map(cell -> new Coordinates(cell.engine(), cell.policy().map(Object::toString), 1, cell.settings(), 42, cell.parameters()))
            .filter(scenario.expectations().getFirst().where()::covers)
            .toList();
    assertThat(covered).extracting(cell -> cell.value(Coordinates.RATE).orElse("")).containsExactly("10/s");
  }

  @Test
  void theCommandLineReplacesClosedLoadAndOpenLoad() {
    assertThat(scenarios.read(Fixture.LEAST + "load = closed", "load.open.rate=5/s").rates()).containsExactly(5.0);
    assertThat(scenarios.read(Fixture.LEAST + "load { open { rate = 20/s } }", "load=closed").rates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load = open | load: must be closed, or open { rate = 2000/s }, got open",
        "load = [closed] | load: must be one value and closed, or open { rate = 2000/s }, got a list",
        "load { rate = 5/s } | load.rate: there is no such key",
        "load { open = 5/s } | load.open: must be an object { … }, got 5/s",
        "load { open { rate = 5 } } | load.open.rate: must be tasks per second from 0.001/s to 1000000/s, such as 2000/s, got 5",
        "load { open { rate = 0/s } } | load.open.rate: must be tasks per second",
        "load { open { rate = 2e6/s } } | load.open.rate: must be tasks per second",
        "load { open { rate = NaN/s } } | load.open.rate: must be tasks per second",
        "load { open { rate = [5/s, 5.0/s] } } | load.open.rate: must not repeat a value, got 5.0/s again",
        "load { open { max-in-flight = 5 } } | load.open.max-in-flight: needs the key load.open.rate, such as load.open.rate = 2000/s",
        "load { open { rate = 5/s, max-in-flight = 0 } } | load.open.max-in-flight: must be a whole number in [1, 100000] (workers), got 0",
        "load { open { rate = 5/s, max-in-flight = 4 } }; workers = 4 | workers: must not be given together with load.open.max-in-flight, which is the same: remove one of them",
      })
  void whatIsNoLoadIsToldWithItsPlace(String text, String problem) {
    assertThat(scenarios.problems(Fixture.LEAST + text.replace("; ", "\n"))).anySatisfy(told -> assertThat(told).contains(problem));
  }

  @Test
  void simulationsOfEventsHaveNoLoad() {
    assertThat(scenarios.problems("lockstep.schema = 1\nsimulation = phold\nload { open { rate = 5/s } }"))
        .containsExactly("case.conf:3: load.open.rate: is for simulations of tasks, and phold has events");
  }
}
