package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.fork.Json;
import lockstep.node.prove.ProofDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb {@code prove}. It starts engines for their traces, and no fork. */
final class ProveVerbTest {

  private static final Path SCENARIOS = Path.of("..", "config", "scenarios");
  private static final String PHILOSOPHERS = SCENARIOS.resolve("philosophers-deadlock.conf").toString();
  private static final String BANK = SCENARIOS.resolve("bank-deadlock.conf").toString();
  private static final int TERMINAL = 80;

  private final CommandLineRun line = new CommandLineRun();

  @TempDir Path folder;

  private int prove(String... arguments) {
    return line.run(folder, Stream.concat(Stream.of("prove"), Stream.of(arguments)).toArray(String[]::new));
  }

  private ProofDocument document(String... arguments) {
    prove(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    return Json.read(line.out(), ProofDocument.class);
  }

  @Test
  void knownVerdictsOfThreePhilosophersAreReproduced() {
    ProofDocument document = document(PHILOSOPHERS, "--set", "params.seats=3", "--policies", "unordered,ordered,try-lock,timeout,arbiter,all-at-once");

    Map<String, String> verdicts =
        document.cases().stream()
            .collect(
                Collectors.toMap(
                    each -> each.explored().policy() + " by " + each.explored().medium(),
                    each -> each.deadlock().status() + ", " + each.livelock().status() + ", " + each.starvation().status(),
                    (one, other) -> one,
                    TreeMap::new));
    assertThat(verdicts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("unordered by locks", "present, absent, present"),
                Map.entry("unordered by messages", "present, absent, absent"),
                Map.entry("ordered by locks", "absent, absent, present"),
                Map.entry("ordered by messages", "absent, absent, absent"),
                Map.entry("try-lock by locks", "absent, present, present"),
                Map.entry("try-lock by messages", "absent, present, present"),
                Map.entry("timeout by locks", "absent, present, present"),
                Map.entry("timeout by messages", "absent, present, present"),
                Map.entry("arbiter by locks", "absent, absent, present"),
                Map.entry("arbiter by messages", "absent, absent, absent"),
                Map.entry("all-at-once by locks", "absent, absent, absent"),
                Map.entry("all-at-once by messages", "absent, absent, absent")));
    assertThat(document.cases()).allSatisfy(each -> assertThat(each.conformance().illegal()).isEmpty());
    assertThat(document.cases()).extracting(each -> each.conformance().traces()).as("one of each engine").containsOnly(1, 2);
    assertThat(document.verdict().exitCode()).isEqualTo(12);
  }

  @Test
  void tellsTheShortestDeadlockAndKeepsADiagramOfEach() throws IOException {
    int code = prove(PHILOSOPHERS, "--set", "params.seats=3", "--policies", "unordered,ordered", "--traces", "0");

    assertThat(code).isEqualTo(12);
    assertThat(line.out().lines())
        .contains("The shortest deadlock (unordered, locks, meals 200, seats 3, workers 5, seed 42):")
        .contains("     worker 2 holds 2 and waits for 0, held by worker 0")
        .contains("Lock order, unordered: 0 -> 1 -> 2 -> 0 confirmed (locks, messages).")
        .contains("Deadlock is possible in 2 of 4 cases.");
    Path proof = Path.of(line.out().lines().filter(text -> text.startsWith("Proof: ")).findFirst().orElseThrow().substring("Proof: ".length()));
    assertThat(Files.readString(proof.resolve("deadlock-001.mmd")))
        .startsWith("sequenceDiagram\n")
        .contains("W0->>R0: worker 0 takes 0\n", "Note over W2: worker 2 holds 2 and waits for 0, held by worker 0\n");
    assertThat(proof.resolve("proof.json")).exists();
    assertThat(proof.resolve("scenario.conf")).exists();
  }

  @Test
  void tableFitsTheTerminal() {
    prove(PHILOSOPHERS, "--set", "params.seats=[2,3]", "--set", "queues=[fair,barging]", "--traces", "0");

    assertThat(line.out().lines().filter(text -> text.matches(".* (present|absent) .*|policy .*"))).hasSizeGreaterThan(30)
        .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(TERMINAL));
  }

  @ParameterizedTest
  @CsvSource({"2, 0, absent", "3, 12, present"})
  void gateThatLetsInEverySeatFlipsTheVerdictOfTheArbiter(String gate, int code, String status) {
    ProofDocument document = document(PHILOSOPHERS, "--set", "params.seats=3", "--policies", "arbiter", "--gate", gate);

    assertThat(document.verdict().exitCode()).isEqualTo(code);
    assertThat(document.cases()).hasSize(2).allSatisfy(each -> assertThat(each.deadlock().status()).isEqualTo(status));
  }

  @Test
  void transfersHaveAPredictedCycleThatIsConfirmedAndNoneWhenOrdered() {
    ProofDocument document = document(BANK, "--policies", "unordered,ordered,arbiter");

    assertThat(document.verdict().exitCode()).isEqualTo(12);
    assertThat(document.cases()).allSatisfy(
        each -> assertThat(each.deadlock().status()).isEqualTo(each.explored().policy().equals("unordered") ? "present" : "absent"));
    assertThat(document.cases())
        .filteredOn(each -> each.explored().policy().equals("unordered"))
        .allSatisfy(each -> assertThat(each.predicted().getFirst().fate()).isEqualTo("confirmed"));
  }

  /** What is unknown of a choice of transfers changes no exit code: deadlock is ruled out by the order of all. */
  @Test
  void orderedTransfersPass() {
    ProofDocument document = document(SCENARIOS.resolve("bank.conf").toString());

    assertThat(document.verdict().exitCode()).isZero();
    assertThat(document.cases()).allSatisfy(
        each -> {
          assertThat(each.deadlock().detail()).isEqualTo("the lock order of all 50000 tasks has no cycle");
          assertThat(each.starvation().status()).isEqualTo("unknown");
        });
  }

  @Test
  void tooFewStatesLeaveItOpen() {
    ProofDocument document = document(PHILOSOPHERS, "--set", "params.seats=5", "--policies", "all-at-once", "--states", "10", "--traces", "0");

    assertThat(document.verdict().exitCode()).isEqualTo(11);
    assertThat(document.cases()).allSatisfy(each -> assertThat(each.deadlock().status()).isEqualTo("unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"phold.conf", "race.conf"})
  void scenarioWithNothingToProveIsABadOne(String scenario) {
    assertThat(prove(SCENARIOS.resolve(scenario).toString(), "--engines", scenario.equals("race.conf") ? "threads" : "sequential"))
        .isEqualTo(65);
    assertThat(line.err()).contains("must coordinate tasks by a policy that guards them");
    assertThat(line.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--gate, 0", "--states, 0", "--traces, -1"})
  void numbersBelowTheLeastAreMistakes(String option, String value) {
    assertThat(prove(PHILOSOPHERS, option, value)).isEqualTo(64);
    assertThat(line.err()).startsWith("lockstep: " + option + " must be at least ").contains("got " + value);
  }

  @Test
  void fileInThePlaceOfTheFolderIsToldInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");

    int code =
        line.run(
            "prove", PHILOSOPHERS, "--set", "params.seats=2", "--policies", "ordered", "--traces", "0", "--out", file.toString());

    assertThat(code).isEqualTo(74);
    assertThat(List.of(line.err().split("\\R"))).singleElement().asString().startsWith("lockstep: the proof cannot be written to ");
  }
}
