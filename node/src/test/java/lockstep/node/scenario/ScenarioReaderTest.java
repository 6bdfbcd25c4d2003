package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  @Test
  void leastScenarioTakesAllDefaults() {
    Scenario scenario = scenarios.read(Fixture.LEAST);

    assertThat(scenario.name()).isEqualTo("case");
    assertThat(scenario.title()).isEmpty();
    assertThat(scenario.seeds()).containsExactly(42L);
    assertThat(scenario.parameters()).isEmpty();
    assertThat(scenario.engines()).containsExactly("sequential", "event-loop", "threads", "virtual-threads", "actors");
    assertThat(scenario.baseline()).isEqualTo("sequential");
    assertThat(scenario.policies()).containsExactly(Policy.ORDERED);
    assertThat(scenario.workers()).containsExactly(1, 2);
    assertThat(scenario.cells(Fixture.ENGINES, Fixture.EVENT_ENGINES).getLast().coordination(scenario)).isEqualTo(Coordination.of(Policy.ORDERED));
    assertThat(scenario.watchdog()).isEqualTo(new Watchdog(Duration.ofSeconds(10), Duration.ofMinutes(5)));
    assertThat(scenario.maxCells()).isEqualTo(200);
    assertThat(scenario.method().warmUp()).isEqualTo(Duration.ofSeconds(1));
    assertThat(scenario.method().measure()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void everyKeyIsRead() {
    Scenario scenario =
        scenarios.read(
            """
            lockstep { schema = 1 }
            name = all-keys
            title = "All, of them"
            simulation = philosophers
            seed = [1, 2]
            params { pause = [spin, timer], gap = 2ms, seats = 5 }
            engines = [threads, actors]
            baseline = actors
            policies = [ordered, unordered]
            workers = 4
            cores = [1, 2]
            owners = [1, 8]
            queues = [fair, barging]
            load = closed
            lock-timeout = 2ms
            back-off = 10us
            detection = 4ms
            watchdog { no-progress = 3s, limit = 1m }
            max-cells = 9000
            warm-up = 0s
            measure = 1500ms
            forks { min = 2, max = 7, precision = 5% }
            """);

    assertThat(scenario)
        .isEqualTo(
            new Scenario(
                "all-keys",
                Optional.of("All, of them"),
                "philosophers",
                Optional.empty(),
                Map.of(),
                List.of(1L, 2L),
                Map.of("pause", List.of("spin", "timer"), "gap", List.of("2ms"), "seats", List.of("5")),
                List.of("threads", "actors"),
                "actors",
                List.of(Policy.ORDERED, Policy.UNORDERED),
                List.of(4),
                List.of(1, 2),
                List.of(1, 8),
                List.of(Queues.FAIR, Queues.BARGING),
                List.of(),
                Duration.ofMillis(2),
                Duration.ofNanos(10_000),
                Duration.ofMillis(4),
                new Watchdog(Duration.ofSeconds(3), Duration.ofMinutes(1)),
                9000,
                new Method(Duration.ZERO, Duration.ofMillis(1500), Optional.empty(), 60, new Forks(2, 7, 0.05)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of()));
    assertThat(scenario.parameters().keySet()).as("in the simulation's order").containsExactly("seats", "gap", "pause");
  }

  @Test
  void baselineWithoutSequentialIsTheFirstEngine() {
    assertThat(scenarios.read(Fixture.LEAST + "engines = [actors, threads]").baseline()).isEqualTo("actors");
  }

  @ParameterizedTest
  @CsvSource({
    "transfers, 1e5, 100000",
    "transfers, 1000.0, 1000",
    "transfers, '\"7\"', 7",
    "skew, 0.990, 0.99",
    "skew, 1e0, 1",
    "skew, 1e-12, 0.000000000001",
    "hold, 2us, 2us",
    "hold, 2 us, 2us",
    "hold, 0.5ms, 500us",
    "hold, 1000ms, 1s",
    "hold, 0ms, 0s",
    "hold, 1234567ns, 1234567ns"
  })
  void equalValuesHaveOneText(String parameter, String written, String text) {
    Scenario scenario = scenarios.read(Fixture.LEAST + "params." + parameter + " = " + written);

    assertThat(scenario.parameters()).isEqualTo(Map.of(parameter, List.of(text)));
  }

  @Test
  void allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
    assertThat(
            scenarios.problems(
                """
                lockstep.schema = 2
                simulation = bank
                seed = 1.5
                params {
                  accounts = 1
                  acounts = 10
                  skew = [0, x]
                }
                engines = [threads, thread]
                baseline = actors
                policies = [orderd]
                workers = 0
                watchdog { no-progres = 10s }
                sed = 1
                """,
                "measure=1h"))
        .containsExactly(
            "case.conf:1: lockstep.schema: must be 1, the only schema there is, got 2",
            "case.conf:3: seed: must be a whole number in [0, 2^63 - 1], got 1.5",
            "case.conf:5: params.accounts: must be a whole number in [2, 100000000] (accounts), got 1",
            "case.conf:6: params.acounts: bank has no such parameter (did you mean accounts?)",
            "case.conf:7: params.skew: must be a number in [0, 10], got x",
            "case.conf:9: engines: must be one of sequential, event-loop, threads, virtual-threads, actors, cluster, got thread (did you mean threads?)",
            "case.conf:10: baseline: must be one of threads, got actors",
            "case.conf:11: policies: must be one of ordered, unordered, try-lock, timeout, arbiter, all-at-once, detect, unguarded, got orderd"
                + " (did you mean ordered?)",
            "case.conf:12: workers: must be a whole number in [1, 100000] (workers), got 0",
            "case.conf:13: watchdog.no-progres: there is no such key (did you mean watchdog.no-progress?)",
            "case.conf:14: sed: there is no such key (did you mean seed?)",
            "--set measure=1h: measure: must be a time in [0s, 10m], such as 10us, 5ms or 2s, got 1h");
  }

  @Test
  void problemsSayPlaceLineAndKey() {
    assertThatThrownBy(() -> scenarios.read(Fixture.LEAST + "workers = 0"))
        .isInstanceOfSatisfying(
            ScenarioException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new Problem(
                            folder.resolve("case.conf").toString(),
                            3,
                            "workers",
                            "must be a whole number in [1, 100000] (workers), got 0")));
  }

  @Test
  void missingKeysAreNamed() {
    assertThat(scenarios.problems("name = x"))
        .containsExactly(
            "case.conf: lockstep.schema: must be given, as lockstep.schema = 1",
            "case.conf: simulation: must be given, as one of bank, big, bounded-buffer, compute, counter, dictionary, epidemic, life, philosophers, phold, ping-pong, pool, queues, requests, ring, skynet, traffic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulation = bnk | must be one of bank, big, bounded-buffer, compute, counter, dictionary, epidemic, life, philosophers, phold, ping-pong, pool, queues, requests, ring, skynet, traffic, got bnk (did you mean bank?)",
        "simulation = \"file:Mine.java\" | Mine.java: there is no such file",
        "simulation = [bank, counter] | must be one value and one of bank, big, bounded-buffer, compute, counter, dictionary, epidemic, life, philosophers, phold, ping-pong, pool, queues, requests, ring, skynet, traffic, got a list"
      })
  void simulationsThatAreNotKnownAreRefused(String line, String message) {
    assertThat(scenarios.problems("lockstep.schema = 1\n" + line)).containsExactly("case.conf:2: simulation: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name = Bank | name: must be 1 to 64 of a-z, 0-9 and -, got Bank",
        "name = \"\" | name: must be 1 to 64 of a-z, 0-9 and -, got \"\"",
        "name = \"../x\" | name: must be 1 to 64 of a-z, 0-9 and -, got ../x",
        "title = \"a\\nb\" | title: must be one line of 1 to 200 printable characters, got a\\nb",
        "workers = -1 | workers: must be a whole number in [1, 100000] (workers), got -1",
        "workers = 1e2147483647 | workers: must be a whole number in [1, 100000] (workers), got 1e2147483647",
        "workers = [] | workers: must have 1 to 10000 values, got []",
        "workers = null | workers: must be a whole number in [1, 100000] (workers), got null",
        "workers { a = 1 } | workers: must be a whole number in [1, 100000] (workers), got an object",
        "workers = [[1]] | workers: must be a whole number in [1, 100000] (workers), got a list in a list",
        "workers = [1, 2, 1] | workers: must not repeat a value, got 1 again",
        "seed = [100, 1e2] | seed: must not repeat a value, got 1e2 again",
        "params.hold = [1ms, 1000us] | params.hold: must not repeat a value, got 1000us again",
        "engines = [threads, threads] | engines: must not repeat a value, got threads again",
        "params = 5 | params: must be an object { … }, got 5",
        "params = [5] | params: must be an object { … }, got a list",
        "params { accounts { x = 1 } } | params.accounts: must be a whole number in [2, 100000000] (accounts), got an object",
        "params.hold = 5 | params.hold: must be a time in [0s, 1s], such as 10us, 5ms or 2s, got 5",
        "max-cells = 0 | max-cells: must be a whole number in [1, 10000] (cells), got 0",
        "owners = 0 | owners: must be a whole number in [1, 100000] (owners), got 0",
        "queues = first | queues: must be one of barging, fair, got first",
        "lock-timeout = 0s | lock-timeout: must be a time in [1us, 1h], such as 10us, 5ms or 2s, got 0s",
        "back-off = 2h | back-off: must be a time in [1us, 1h], such as 10us, 5ms or 2s, got 2h",
        "detection = 0s | detection: must be a time in [1us, 1h], such as 10us, 5ms or 2s, got 0s",
        "watchdog.limit = 0s | watchdog.limit: must be a time in [1ms, 24h], such as 10us, 5ms or 2s, got 0s",
        "accounts = 5 | accounts: there is no such key (did you mean params.accounts?)",
        "\"params.accounts\" = 5 | params.accounts: there is no such key; dots inside quotes do not lead into a section"
      })
  void valuesThatBreakTheirRuleAreRefused(String line, String problem) {
    assertThat(scenarios.problems(Fixture.LEAST + line)).containsExactly("case.conf:3: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"stop"})
  void plannedKeysAreRefusedAndNotIgnored(String key) {
    assertThat(scenarios.problems(Fixture.LEAST + key + " { x = 1 }"))
        .containsExactly("case.conf:3: " + key + ": is not supported yet");
  }

  @Test
  void valuesThatDoNotFitTogetherAreReportedOnceAtTheParameters() {
    assertThat(
            scenarios.problems(
                Fixture.LEAST + "\nparams {\n  accounts = [2, 3, 100]\n  per-transfer = [2, 3]\n  skew = [0, 1]\n}\nworkers = 0"))
        .containsExactly(
            "case.conf:4: params: per-transfer must be at most accounts (2), got 3",
            "case.conf:9: workers: must be a whole number in [1, 100000] (workers), got 0");
  }

  @Test
  void keysGivenTwiceAreReportedWithBothLines() {
    assertThat(
            scenarios.problems(
                Fixture.LEAST + "seed = 1\nparams { accounts = 10 }\nseed = 2\nparams.accounts = 20\nparams { skew = 1 }"))
        .containsExactly(
            "case.conf:5: seed: must be given once, is given on lines 3 and 5",
            "case.conf:6: params.accounts: must be given once, is given on lines 4 and 6");
  }

  @Test
  void keyGivenTwiceInAnotherNotationIsStillGivenTwice() {
    assertThat(scenarios.problems(Fixture.LEAST + "params\n{ \"accounts\" : 10, accounts\n = 20 }\nparams = { skew = 1 }"))
        .containsExactly("case.conf:5: params.accounts: must be given once, is given on lines 4 and 5");
  }

  @Test
  void objectThatAValueWouldReplaceIsGivenTwice() {
    assertThat(scenarios.problems(Fixture.LEAST + "params { accounts = 10 }\nparams = 5"))
        .containsExactly(
            "case.conf:4: params: must be given once, is given on lines 3 and 4",
            "case.conf:4: params: must be an object { … }, got 5");
    assertThat(scenarios.problems(Fixture.LEAST + "params = 5\nparams { accounts = 10 }"))
        .contains("case.conf:4: params: must be given once, is given on lines 3 and 4");
  }

  @Test
  void keyGivenTwiceOnOneLineIsReported() {
    assertThat(scenarios.problems(Fixture.LEAST + "seed = 1, seed = 2"))
        .containsExactly("case.conf:3: seed: must be given once, is given on line 3 twice");
  }

  @Test
  void sameKeysInDifferentObjectsAreNoRepetition() {
    assertThat(
            scenarios
                .read(Fixture.LEAST + "expect = [\n { name = a, that = work > 0 }\n { name = b, that = work > 1 }]\nname = d")
                .expectations())
        .hasSize(2);
  }
}
