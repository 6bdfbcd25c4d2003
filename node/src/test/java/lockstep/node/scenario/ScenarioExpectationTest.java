package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lockstep.node.expectation.Expectation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioExpectationTest {

  private static final String SWEPT =
      Fixture.LEAST + "seed = [1, 2]\nparams { skew = [0, 1] }\npolicies = [ordered, unordered]\n";

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  private static String expecting(String expectation) {
    return SWEPT + "expect = [{ " + expectation + " }]";
  }

  @Test
  void expectationIsReadWithTheCellsItCovers() {
    Scenario scenario =
        scenarios.read(
            expecting(
                "name = tail, that = \"latency.p99 < 20ms\","
                    + " where { engine = threads, policy = [unordered, ordered], workers = 2, seed = 1, params { skew = 1.0, accounts = 1e3 } }"));

    Expectation tail = scenario.expectations().getFirst();
    assertThat(tail.name()).isEqualTo("tail");
    assertThat(tail.that()).isEqualTo("latency.p99 < 20ms");
    assertThat(tail.where().allowed())
        .containsEntry("engine", Set.of("threads"))
        .containsEntry("policy", Set.of("ordered", "unordered"))
        .containsEntry("workers", Set.of("2"))
        .containsEntry("seed", Set.of("1"))
        .containsEntry("params.skew", Set.of("1"))
        .containsEntry("params.accounts", Set.of("1000"));
  }

  @Test
  void writtenExpectationsReadAsTheSame() {
    Scenario scenario =
        scenarios.read(
            SWEPT
                + """
                expect = [
                  { name = tail, that = "latency.p99<20 ms", where { engine = [threads, actors], params.skew = [0, 1], seed = 2 } }
                  { name = cost, that = "throughput of actors > 0.1 * throughput of sequential", where.workers = 2 }
                  { name = some, that = "work != 0" }
                ]
                """);

    assertThat(scenario.expectations()).hasSize(3);
    assertThat(scenarios.read(ScenarioText.of(scenario))).isEqualTo(scenario);
  }

  @Test
  void expectationsAreReplacedFromTheCommandLine() {
    assertThat(scenarios.read(expecting("name = a, that = work > 0"), "expect=[]").expectations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name = a | that: must be given, as a comparison such as latency.p99 < 20ms",
        "that = work > 0 | name: must be given, as 1 to 64 of a-z, 0-9 and -",
        "name = A, that = work > 0 | name: must be 1 to 64 of a-z, 0-9 and -, got A",
        "name = a, that = work > 0, were = 1 | were: there is no such key (did you mean where?)",
        "name = a, that = [work > 0] | that: must be one value and a comparison such as latency.p99 < 20ms, got a list",
        "name = a, that = \"latncy.p99 < 20ms\" | that: must have a figure at column 1, got latncy.p99 (did you mean latency.p99?) in \"latncy.p99 < 20ms\"",
        "name = a, that = \"latency.p99 < 20\" | that: must have a unit (ns, us, ms or s) at column 17, got the end in \"latency.p99 < 20\"",
        "name = a, that = \"work of thread < work of actors\" | that: must name engines of sequential, event-loop, threads, virtual-threads, actors, cluster, got thread (did you mean threads?)",
        "name = a, that = \"work of threads < work of actors\", where.engine = threads | where.engine: must be left out, as the comparison names its engines",
        "name = a, that = work > 0, where = 5 | where: must be an object { … }, got 5",
        "name = a, that = work > 0, where { worker = 5 } | where.worker: there is no such key (did you mean workers?)",
        "name = a, that = work > 0, where { skew = 0 } | where.skew: there is no such key (did you mean params.skew?)",
        "name = a, that = work > 0, where { params.scew = 0 } | where.params.scew: bank has no such parameter (did you mean skew?)",
        "name = a, that = work > 0, where { engine = thread } | where.engine: must be one of sequential, event-loop, threads, virtual-threads, actors, cluster, got thread (did you mean threads?)",
        "name = a, that = work > 0, where { workers = [] } | where.workers: must have 1 to 10000 values, got []",
        "name = a, that = work > 0, where { workers = [1, 3] } | where.workers: selects no cell of this scenario, got 3",
        "name = a, that = work > 0, where { policy = unguarded } | where.policy: selects no cell of this scenario, got unguarded",
        "name = a, that = work > 0, where { params.skew = 2 } | where.params.skew: selects no cell of this scenario, got 2",
        "name = a, that = work > 0, where { params.accounts = 7 } | where.params.accounts: selects no cell of this scenario, got 7",
        "name = a, that = work > 0, where { engine = sequential, workers = 2 } | that: selects no cell of this scenario with its where, got {engine=[sequential], workers=[2]}"
      })
  void expectationsThatBreakARuleAreRefusedAtTheirLine(String expectation, String problem) {
    assertThat(scenarios.problems(expecting(expectation))).containsExactly("case.conf:6: expect." + problem);
  }

  @Test
  void enginesThatTheScenarioLacksAreNoPair() {
    String text = Fixture.LEAST + "engines = [threads]\nexpect = [{ name = a, that = \"work of threads == work of actors\" }]";

    assertThat(scenarios.problems(text))
        .containsExactly("case.conf:4: expect.that: selects no cell of this scenario, got \"of actors\"");
  }

  @Test
  void namesAreGivenOnceAndListsAreBounded() {
    String twice = "{ name = a, that = work > 0 }\n";

    assertThat(scenarios.problems(SWEPT + "expect = [" + twice + twice + "]"))
        .containsExactly("case.conf:7: expect.name: must be a name that no other expectation has, got a");
    assertThat(scenarios.problems(SWEPT + "expect = [" + "{},".repeat(101) + "]"))
        .containsExactly("case.conf:6: expect: must have at most 100 expectations, got 101");
  }

  @Test
  void expectationsAreToldTogetherWithAllOtherProblems() {
    List<String> problems =
        scenarios.problems("lockstep.schema = 1\nsimulation = bnk\nexpect = [{ name = a, that = \"work >\", where { params.x = 1 } }, 5]");

    assertThat(problems).hasSize(3).last().asString().startsWith("case.conf:3: expect: must be an object");
  }
}
