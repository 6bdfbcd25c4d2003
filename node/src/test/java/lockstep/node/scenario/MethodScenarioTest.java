package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lockstep.node.fork.Measuring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How scenarios say how to measure. */
final class MethodScenarioTest {

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private Method method(String text) {
    return scenarios.read(Fixture.LEAST + text).method();
  }

  private List<String> cells(String text) {
    return scenarios.read(Fixture.LEAST + text).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).stream().map(Cell::text).toList();
  }

  @Test
  void withoutIterationsNobodyAsksWhetherAForkIsSteady() {
    Method method = method("warm-up = 2s\nmeasure = 3s");

    assertThat(method.measuring()).isEqualTo(new Measuring(2_000_000_000L, 3_000_000_000L, 1));
    assertThat(method.forks()).isEqualTo(Forks.one());
    assertThat(method.leastTime()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void iterationsGoOnUntilTheyAreSteadyOrEnough() {
    Method method = method("warm-up = 0s\niteration = 500ms\niterations = 30");

    assertThat(method.measuring()).isEqualTo(new Measuring(0, 500_000_000, 30));
    assertThat(method.leastTime()).as("ten iterations tell whether they are steady").isEqualTo(Duration.ofSeconds(5));
    assertThat(method("iteration = 500ms").iterations()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({"3%, 0.03", "'\"2.5 %\"', 0.025", "0.1, 0.1", "'\"99.9%\"', 0.999"})
  void precisionIsAShareOrPerCent(String text, double share) {
    assertThat(method("forks { min = 5, max = 20, precision = " + text + " }").forks()).isEqualTo(new Forks(5, 20, share));
  }

  @Test
  void thereAreNoMoreForksThanTheLeastUnlessTheScenarioSaysSo() {
    assertThat(method("forks { min = 5 }").forks()).isEqualTo(new Forks(5, 5, 0.03));
    assertThat(method("forks { max = 5 }").forks()).isEqualTo(new Forks(1, 5, 0.03));
  }

  @Test
  void coresAreSweptAndTheBaselineHasTheMost() {
    assertThat(cells("engines = [sequential, threads]\nworkers = [1, 2]\ncores = [2, 1]"))
        .containsExactly(
            "sequential, workers 1, cores 2",
            "threads, ordered, workers 1, cores 2",
            "threads, ordered, workers 1, cores 1",
            "threads, ordered, workers 2, cores 2",
            "threads, ordered, workers 2, cores 1");
  }

  @Test
  void coresOfEventsAreSweptAsWell() {
    String text = "lockstep.schema = 1\nsimulation = phold\nengines = [sequential, threads]\nworkers = 2\ncores = [1, 2]";

    assertThat(scenarios.read(text).cells(Fixture.ENGINES, Fixture.EVENT_ENGINES))
        .extracting(Cell::engine, Cell::cores)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sequential", Optional.of(2)),
            org.assertj.core.groups.Tuple.tuple("threads", Optional.of(1)),
            org.assertj.core.groups.Tuple.tuple("threads", Optional.of(2)));
  }

  @Test
  void coresCountInTheNumberOfCells() {
    assertThat(scenarios.problems(Fixture.LEAST + "engines = threads\nworkers = [1, 2]\ncores = [1, 2, 3]\nmax-cells = 5"))
        .singleElement()
        .asString()
        .contains("max-cells: must be at least the number of cells, 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forks { min = 5, max = 4 } | forks.min: must be at most forks.max, 4, got 5",
        "forks { min = 0 } | forks.min: must be",
        "forks { max = 1001 } | forks.max: must be",
        "forks { precision = 0 } | forks.precision: must be a share above 0 and below 1, such as 3% or 0.03, got 0",
        "forks { precision = 100% } | forks.precision: must be a share above 0 and below 1, such as 3% or 0.03, got 100%",
        "forks { precision = NaN } | forks.precision: must be a share",
        "forks { precision = [1%, 2%] } | forks.precision: must be",
        "forks = 5 | forks: must be an object",
        "forks { most = 5 } | forks.most: there is no such key",
        "iteration = 1s, measure = 1s | measure: must not be given together with iteration",
        "iterations = 20 | iterations: needs the key iteration",
        "iteration = 1s, iterations = 9 | iterations: must be",
        "iteration = 1s, iterations = 61 | iterations: must be",
        "iteration = 0s | iteration: must be",
        "cores = 0 | cores: must be",
      })
  void whatIsNoMethodIsToldWithItsPlace(String text, String problem) {
    assertThat(scenarios.problems(Fixture.LEAST + text.replace(", measure", "\nmeasure").replace(", iterations", "\niterations")))
        .anySatisfy(told -> assertThat(told).contains(problem));
  }
}
