package lockstep.node;

import static lockstep.node.CommandLineRun.ended;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.node.CommandLineRun.Ended;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, as far as it starts no fork. */
final class MainTest {

  private static final Path SCENARIOS = Path.of("..", "config", "scenarios");
  private static final String BANK = SCENARIOS.resolve("bank.conf").toString();

  @TempDir Path folder;

  private static String printed(String... arguments) {
    Ended ended = ended(arguments);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isNotBlank().doesNotContain("\u001b");
    return ended.out();
  }

  /** A user's mistake: told in one line, with nothing on standard output. */
  private static String refused(int code, String... arguments) {
    Ended ended = ended(arguments);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().startsWith("lockstep: ");
    assertThat(ended.code()).isEqualTo(code);
    return ended.err().strip();
  }

  private Path scenario(String... lines) throws IOException {
    return Files.write(folder.resolve("case.conf"), List.of(lines));
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("case.conf")).toList();
    }
  }

  @Test
  void helpNamesEveryVerbAndEveryExitCode() {
    assertThat(printed("--help"))
        .contains("run ", "validate ", "compare ", "calibrate ", "list ", "describe ", "prove ", "version ", "0 pass", "10 ", "11 ", "12 ", "64 ", "65 ", "69 ", "70 ", "74 ")
        .contains("./lockstep run config/scenarios/bank.conf")
        .doesNotContain("train");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "prove", "validate", "compare", "calibrate", "list", "describe", "version"})
  void helpOfEveryVerbHasAnExample(String verb) {
    assertThat(printed(verb, "--help")).contains("Example").contains("  ./lockstep " + verb);
  }

  @Test
  void nothingAtAllIsAMistake() {
    assertThat(refused(64)).isEqualTo("lockstep: a verb is missing (see lockstep --help)");
  }

  @ParameterizedTest
  @CsvSource({"rum, run", "validat, validate", "lst, list", "descibe, describe", "versoin, version"})
  void misspeltVerbIsAnsweredWithTheRightOne(String misspelt, String meant) {
    assertThat(refused(64, misspelt)).contains("'" + misspelt + "'").contains("did you mean").contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"--worker=2, --workers", "--engine=threads, --engines", "--dryrun, --dry-run", "--jsn, --json"})
  void misspeltOptionIsAnsweredWithTheRightOne(String misspelt, String meant) {
    assertThat(refused(64, "run", BANK, misspelt)).contains("did you mean").contains(meant).endsWith("(see lockstep run --help)");
  }

  @Test
  void runWithoutAScenarioIsAMistake() {
    assertThat(refused(64, "run")).contains("SCENARIO").endsWith("(see lockstep run --help)");
  }

  @Test
  void runTakesOneScenario() {
    assertThat(refused(64, "run", BANK, BANK)).contains(BANK);
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    assertThat(refused(64, "describe", "bnak")).contains("'bnak'", "bank", "threads", "unordered");
    assertThat(refused(64, "list", "things")).contains("things", "simulations", "engines", "policies", "runs");
  }

  @Test
  void everyProblemOfAScenarioIsALineAndNothingIsWritten() throws IOException {
    Path bad = scenario("lockstep.schema = 1", "simulation = bank", "params { accounts = 1 }", "wrkers = 2", "engines = [treads]");

    Ended ended = ended("run", bad.toString(), "--out", folder.resolve("results").toString(), "--workers", "0");

    assertThat(ended.code()).isEqualTo(65);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("lockstep: " + bad + ":3: params.accounts: ").contains("got 1"),
            line -> assertThat(line).startsWith("lockstep: " + bad + ":4: wrkers: ").contains("workers"),
            line -> assertThat(line).startsWith("lockstep: " + bad + ":5: engines: ").contains("treads", "threads"),
            line -> assertThat(line).startsWith("lockstep: --workers 0: ").contains("got 0"));
    assertThat(written()).isEmpty();
  }

  @Test
  void missingScenarioIsABadOne() {
    String missing = folder.resolve("missing.conf").toString();

    assertThat(refused(65, "run", missing)).isEqualTo("lockstep: " + missing + ": there is no such file");
  }

  @Test
  void setWithoutAValueIsABadScenario() {
    assertThat(refused(65, "run", BANK, "--set", "accounts")).startsWith("lockstep: --set accounts: must be key=value");
  }

  @Test
  void verboseShowsWhereAMistakeAroseAndOnlyThen() {
    assertThat(ended("run", "--verbose", "missing.conf").err()).contains("\tat lockstep.node.");
    assertThat(ended("run", "missing.conf").err()).doesNotContain("\tat ");
  }

  @Test
  void dryRunShowsEveryCellAndWritesNothing() throws IOException {
    String shown =
        printed(
            "run", BANK, "--dry-run", "--out", folder.resolve("results").toString(), "--engines", "sequential,actors", "--policies",
            "ordered,unguarded", "--workers", "1,2", "--seed", "7", "--set", "params.accounts=[10,20]");

    assertThat(shown.lines())
        .hasSize(2 * (1 + 4) + 1)
        .contains(
            "sequential, workers 1, seed 7 {accounts=10, transfers=50000}",
            "actors, ordered, workers 2, seed 7 {accounts=20, transfers=50000}",
            "actors, unguarded, workers 1, seed 7 {accounts=10, transfers=50000} n/a: actors offers the policies ordered, unordered, try-lock, timeout, arbiter, all-at-once, detect")
        .endsWith("6 forks would be run, in about 18 s.");
    assertThat(written()).isEmpty();
  }

  @Test
  void forksSetsTheLeastAndTheMost() {
    assertThat(printed("run", BANK, "--dry-run", "--forks", "7", "--engines", "sequential", "--workers", "1")).contains("8 forks would be run, with one to see whether the machine drifts, in about");
    assertThat(
            printed(
                "run", BANK, "--dry-run", "--set", "forks.min=2", "--set", "forks.max=5", "--engines", "sequential", "--set", "measure=1s", "--set", "warm-up=0s"))
        .contains("3 to 6 forks would be run, with one to see whether the machine drifts, in about 6 to 12 s.");
    assertThat(refused(64, "run", BANK, "--dry-run", "--forks", "many")).contains("--forks", "many");
    assertThat(refused(64, "run", BANK, "--dry-run", "--forks", "0")).contains("--forks must be in [1, 1000], got 0");
  }

  @Test
  void listsEverySimulationEngineAndPolicy() {
    assertThat(printed("list", "simulations")).contains(Simulations.all().stream().map(Simulation::name).toList());
    assertThat(printed("list", "engines")).contains(Engines.ALL.stream().map(EngineKind::name).toList()).contains("cluster");
    assertThat(printed("list", "policies")).contains(Stream.of(Policy.values()).map(Policy::id).toList());
  }

  @Test
  void simulationsAreListedBelowWhatTheyShow() {
    List<String> lines = printed("list", "simulations").lines().toList();

    assertThat(lines).filteredOn(line -> !line.startsWith(" ")).containsExactlyElementsOf(
        Stream.of(Pattern.values())
            .filter(pattern -> Simulations.all().stream().anyMatch(simulation -> simulation.pattern() == pattern))
            .map(Pattern::text)
            .toList());
    assertThat(lines).containsSubsequence(
        "mutual exclusion",
        "  counter         Every task increments one counter",
        "several resources at once",
        "  bank            Transfers between accounts, some of them hotter than others; money is conserved");
  }

  @Test
  void describesAPolicyByTheConditionOfDeadlockThatItBreaksAndItsCost() {
    assertThat(printed("describe", "policy", "try-lock").lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("policy try-lock: "),
            line -> assertThat(line).isEqualTo("breaks: hold and wait"),
            line -> assertThat(line).startsWith("costs: work done again"),
            line -> assertThat(line).isEqualTo("engines: threads, virtual-threads, actors, cluster"));
    assertThat(printed("describe", "unordered")).contains("breaks: none of the conditions of deadlock");
  }

  @ParameterizedTest
  @CsvSource({"simulations, simulation, bank", "engines, engine, actors", "policies, policy, arbiter"})
  void describesAllOfAKindOrOneByKindAndName(String all, String kind, String name) {
    String one = printed("describe", kind, name);

    assertThat(one).isEqualTo(printed("describe", name));
    assertThat(printed("describe", all)).contains(one).startsWith(kind + " ");
    assertThat(refused(64, "describe", kind, "nobody")).startsWith("lockstep: no " + kind + " is called 'nobody'; there are ");
  }

  @Test
  void describesNothingByAKindThatDoesNotExist() {
    assertThat(refused(64, "describe", "polcy", "ordered"))
        .startsWith("lockstep: before a name stands simulation, engine or policy, got 'polcy'");
  }

  static Stream<String> everyName() {
    return Stream.of(
            Simulations.all().stream().map(Simulation::name),
            Engines.ALL.stream().map(EngineKind::name),
            Stream.of(Policy.values()).map(Policy::id))
        .flatMap(names -> names);
  }

  @ParameterizedTest
  @MethodSource("everyName")
  void describesWhateverIsListed(String name) {
    assertThat(printed("describe", name).lines()).hasSizeGreaterThan(1).first().asString().contains(" " + name + ": ");
  }

  @Test
  void describesParametersWithDefaultsAndRanges() {
    assertThat(printed("describe", "bank")).contains("  accounts = 1000", "How many accounts there are", "[2, 100000000]");
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(printed("version")).matches("lockstep \\d+\\.\\d+\\.\\d+\\S* \\(Java 2\\d\\S*, Pekko 1\\.\\d\\S*\\)\\R");
  }

  @Test
  void validatesManyScenariosAtOnce() throws IOException {
    Path bad = scenario("lockstep.schema = 1", "simulation = bnak");

    assertThat(printed("validate", BANK, SCENARIOS.resolve("race.conf").toString()).lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo(BANK + ": ok, 4 forks"), line -> assertThat(line).endsWith("race.conf: ok, 2 forks"));
    Ended mixed = ended("validate", bad.toString(), BANK, "missing.conf");
    assertThat(mixed.code()).isEqualTo(65);
    assertThat(mixed.out()).isEqualTo(BANK + ": ok, 4 forks" + System.lineSeparator());
    assertThat(mixed.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains(":2: simulation: ").contains("bnak", "bank"),
            line -> assertThat(line).isEqualTo("lockstep: missing.conf: there is no such file"));
  }
}
