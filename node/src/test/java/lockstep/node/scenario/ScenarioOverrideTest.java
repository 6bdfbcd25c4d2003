package lockstep.node.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioOverrideTest {

  @TempDir Path folder;
  private Fixture scenarios;

  @BeforeEach
  void setUp() {
    scenarios = new Fixture(folder);
  }

  @Test
  void overrideReplacesWhatTheFileSays() {
    Scenario scenario =
        scenarios.read(
            Fixture.LEAST + "workers = [1, 2, 4]\nparams { accounts = 5, skew = 1 }",
            "workers=8",
            "params.accounts = [10, 100]",
            "params.hold=2us");

    assertThat(scenario.workers()).containsExactly(8);
    assertThat(scenario.parameters().get("accounts")).containsExactly("10", "100");
    assertThat(scenario.parameters().keySet()).containsExactly("accounts", "skew", "hold");
  }

  @Test
  void overrideMendsAValueOfTheFileThatBreaksItsRule() {
    assertThat(scenarios.read(Fixture.LEAST + "workers = 0", "workers=8").workers()).containsExactly(8);
  }

  @Test
  void optionOfTheCommandLineIsThePlaceInMessages() {
    Path file = scenarios.file(Fixture.LEAST.getBytes(StandardCharsets.UTF_8));
    List<ScenarioOverride> overrides = List.of(new ScenarioOverride("--engines threads,actor", "engines", "[threads,actor]"));

    assertThatThrownBy(() -> Fixture.read(file, overrides))
        .hasMessage(
            "--engines threads,actor: engines: must be one of sequential, event-loop, threads, virtual-threads, actors, cluster, got actor"
                + " (did you mean actors?)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "params.accounts=1 | params.accounts: must be a whole number in [2, 100000000] (accounts), got 1",
        "params.acounts=10 | params.acounts: bank has no such parameter (did you mean accounts?)",
        "wrkers=1 | wrkers: there is no such key (did you mean workers?)",
        "stop=2 | stop: is not supported yet",
        "expect=5 | expect: must be a list [{ name = …, that = \"…\" }, …], got 5",
        "params.per-transfer=[2000] | params.per-transfer: must be a whole number in [2, 16] (accounts), got 2000",
        "workers= | workers: must have a value",
        "workers=1, seed = 2 | workers: must have one value; a list is written [a, b]",
        "params={accounts=1} | params: must set one key, such as params.accounts=100, not an object",
        "watchdog=5 | watchdog: must set one key, such as params.accounts=100, not an object",
        "name=${USER} | name: substitutions are not supported, write the value out",
        "name=[ | name: is not HOCON",
        "workers=1 workers | workers: must be a whole number in [1, 100000] (workers), got 1 workers"
      })
  void overridesAreCheckedAsTheFileIs(String assignment, String problem) {
    assertThat(scenarios.problems(Fixture.LEAST, assignment))
        .singleElement()
        .asString()
        .startsWith("--set " + assignment + ": " + problem);
  }

  @Test
  void twoOverridesOfOneKeyAreRefused() {
    assertThat(scenarios.problems(Fixture.LEAST, "workers=1", "workers=2"))
        .containsExactly("--set workers=2: workers: must be given once, is also given by --set workers=1");
  }

  @Test
  void overrideWithoutEqualsIsRefused() {
    assertThatThrownBy(() -> ScenarioOverride.set("workers"))
        .isInstanceOf(ScenarioException.class)
        .hasMessage("--set workers: must be key=value, such as params.accounts=100");
  }

  @Test
  void overridesThatDoNotFitTogetherAreReportedAtTheOption() {
    assertThat(scenarios.problems(Fixture.LEAST, "params.accounts=2", "params.per-transfer=3"))
        .containsExactly(
            "--set params.accounts=2: params.accounts: per-transfer must be at most accounts (2), got 3");
  }
}
