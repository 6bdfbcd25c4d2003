package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.result.Comparison;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ResultTableTest {

  /** What every terminal has. */
  private static final int COLUMNS = 80;

  static final ForkSample THREADS = ForkSample.of("threads", "ordered", 2);

  static List<String> lines(ForkResult... forks) {
    return new ResultTable(new Comparison(List.of(forks), "sequential")).lines();
  }

  static List<Path> everyScenario() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "config", "scenarios"))) {
      return files.sorted().toList();
    }
  }

  /** A fork with figures as wide as they get. */
  private static ForkResult wide(Cell cell, int number, boolean settled) {
    String policy = cell.policy().map(Policy::id).orElse("");
    ForkSample sample =
        new ForkSample(
            cell.engine(),
            cell.workers(),
            policy,
            cell.settings(),
            cell.parameters(),
            cell.seed(),
            7,
            2000,
            11.2e6,
            List.of(),
            Optional.of(new Serialisable(1000, true)).filter(_ -> cell.parameters().containsKey("overdraft")),
            number,
            settled);
    if (policy.equals("unordered") && number == 2) {
      return sample.deadlocked(123, 456);
    }
    return policy.equals("unguarded") ? sample.withFinding(Finding.LOST_UPDATES, 1_234_567, "updates").measured() : sample.measured();
  }

  @ParameterizedTest
  @MethodSource("everyScenario")
  void everyScenarioOfTheProgramFitsATerminal(Path file) {
    Scenario scenario = new ScenarioReader(Engines.ALL, Engines.EVENTS).read(file, List.of());
    List<Cell> cells = scenario.cells(Engines.ALL, Engines.EVENTS);
    boolean settled = scenario.method().iteration().isEmpty();
    ForkResult[] forks =
        IntStream.rangeClosed(1, Math.min(2, scenario.method().forks().max()))
            .boxed()
            .flatMap(number -> cells.stream().map(cell -> wide(cell, number, settled)))
            .toArray(ForkResult[]::new);

    assertThat(lines(forks))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
  }

  @Test
  void longSettingsAreCutWhileTheyTellCellsApart() {
    assertThat(lines(faulty("none"), faulty("partition 1 2 | 3, round 450 for 30s")))
        .anyMatch(line -> line.contains(" partition 1 2 | … "))
        .noneMatch(line -> line.contains("partition 1 2 | 3"));
    assertThat(lines(faulty("partition 1 2 | 3, round 450 for 30s"), faulty("partition 1 2 | 3, round 9 for 30s")))
        .anyMatch(line -> line.contains(" partition 1 2 | 3, round 450 for 30s "))
        .anyMatch(line -> line.contains(" partition 1 2 | 3, round 9 for 30s "));
  }

  private static ForkResult faulty(String faults) {
    return new ForkSample("cluster", 3, "", Map.of("faults", faults), Map.of(), 42, 7, 2000, 5e5, List.of(), Optional.empty(), 1, true).measured();
  }

  @Test
  void showsARowForEachForkBesideItsReference() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.measured()))
        .containsExactly(
            "engine      workers  policy   tasks/s  speed-up      p50      p99  same work",
            "sequential        1  -         1.00 M      1.00  1.25 us  1.33 ms  reference",
            "threads           2  ordered    500 k      0.50  1.25 us  1.33 ms  yes");
  }

  @Test
  void showsOneRowForTheForksOfACellWithTheirMeanAndItsPrecision() {
    ForkResult slower = THREADS.withNumber(2).withThroughput(4e5).measured();

    assertThat(lines(ForkSample.sequential().measured(), THREADS.measured(), slower))
        .containsExactly(
            "engine      workers  policy   tasks/s      ±  speed-up      p99  same work",
            "sequential        1  -         1.00 M      -      1.00  1.33 ms  reference",
            "threads           2  ordered    450 k  141 %      0.45  1.33 ms  yes");
  }

  @Test
  void saysThatACellIsUnsettledInsteadOfComparingIt() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.unsettled().measured()).getLast())
        .isEqualTo("threads           2  ordered    500 k  unsettled  1.25 us  1.33 ms  yes");
  }

  @Test
  void saysThatACellIsOverloadedAndShowsResponsesFromTheArrivalOn() {
    List<String> lines =
        lines(ForkSample.sequential().measured(), THREADS.withSettings(Map.of("rate", "10/s")).measured());

    assertThat(lines.subList(2, lines.size()))
        .containsExactly(
            "threads           2  ordered    500 k  overloaded  2.25 us  2.33 ms  yes",
            "threads (ordered, 2 workers) overloaded:",
            "  too many",
            "  too fast");
  }

  @Test
  void saysInHowManyForksOfACellTheWorkIsNotTheSame() {
    ForkResult other = THREADS.withNumber(2).withDigest(8).measured();

    assertThat(lines(ForkSample.sequential().measured(), THREADS.measured(), other).getLast()).endsWith("NO (1 of 2)");
  }

  @Test
  void showsSettingsOnlyWhenThoseWhoHaveThemDiffer() {
    ForkResult fair = THREADS.withSettings(Map.of("queues", "fair")).measured();
    ForkResult barging = THREADS.withSettings(Map.of("queues", "barging")).measured();
    ForkResult actors = ForkSample.of("actors", "ordered", 2).withSettings(Map.of("owners", "4")).measured();

    assertThat(lines(fair, actors).getFirst()).doesNotContain("queues", "owners");
    assertThat(lines(fair, barging, actors))
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("engine   workers  queues   tasks/s").doesNotContain("owners", "policy"),
            row -> assertThat(row).startsWith("threads        2  fair "),
            row -> assertThat(row).startsWith("threads        2  barging "),
            row -> assertThat(row).startsWith("actors         2  - "));
  }

  @Test
  void showsOnlyParametersAndSeedsThatDiffer() {
    ForkResult one = THREADS.withCell(Map.of("accounts", "10", "skew", "0")).measured();
    ForkResult two = THREADS.withCell(Map.of("accounts", "1000", "skew", "0")).withSeed(43).measured();

    assertThat(lines(one, two))
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("accounts seed engine ").doesNotContain("skew"),
            row -> assertThat(row).startsWith("      10   42 threads "),
            row -> assertThat(row).startsWith("    1000   43 threads "));
  }

  @Test
  void columnsStandCloserTogetherOnlyWhenTheTableIsWiderThanATerminal() {
    ForkSample wide = ForkSample.of("virtual-threads", "all-at-once", 5);

    assertThat(lines(wide.measured()))
        .containsExactly(
            "engine          workers policy      tasks/s speed-up     p50     p99 same work",
            "virtual-threads       5 all-at-once   500 k     1.00 1.25 us 1.33 ms reference");
    assertThat(lines(ForkSample.of("event-loop", "all-at-once", 5).measured()).getFirst())
        .isEqualTo("engine      workers  policy       tasks/s  speed-up      p50      p99  same work")
        .hasSize(COLUMNS);
  }

  @Test
  void marksOtherWork() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.withDigest(8).measured())).element(2).asString().endsWith("  NO");
  }

  @Test
  void whatIsSweptStandsAboveRowsWhenATableIsWiderThanATerminal() {
    Stream<ForkResult> forks =
        Stream.of("100", "2000000")
            .flatMap(
                accounts ->
                    Stream.of("threads", "virtual-threads")
                        .map(engine -> ForkSample.of(engine, "all-at-once", 2).withCell(Map.of("accounts", accounts)).measured()));

    assertThat(lines(forks.toArray(ForkResult[]::new)))
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("engine           policy").doesNotContain("accounts", "workers"),
            above -> assertThat(above).isEqualTo("accounts 100, workers 2:"),
            row -> assertThat(row).startsWith("threads "),
            row -> assertThat(row).startsWith("virtual-threads "),
            above -> assertThat(above).isEqualTo("accounts 2000000, workers 2:"),
            row -> assertThat(row).startsWith("threads "),
            row -> assertThat(row).startsWith("virtual-threads "));
  }

  @Test
  void runWithoutForksHasOnlyTitles() {
    assertThat(lines()).hasSize(1);
  }
}
