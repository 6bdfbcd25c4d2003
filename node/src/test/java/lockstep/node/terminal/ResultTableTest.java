package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Comparison;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.Noisy;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ResultTableTest {

  /** What every terminal has. */
  private static final int COLUMNS = 80;

  private static final ForkSample THREADS = ForkSample.of("threads", "ordered", 2);

  private static List<String> lines(ForkResult... forks) {
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
  void marksLostUpdatesAndTellsHowMany() {
    ForkResult race = THREADS.withDigest(8).withFinding(Finding.LOST_UPDATES, 12, "updates that are gone").measured();

    assertThat(lines(ForkSample.sequential().measured(), race))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            baseline -> assertThat(baseline).endsWith("reference"),
            row -> assertThat(row).endsWith("NO, lost"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) lost-updates, 12:"),
            detail -> assertThat(detail).isEqualTo("  updates that are gone"));
  }

  @Test
  void marksABrokenInvariantEvenWithTheSameDigest() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.withFinding(Finding.INVARIANT, 1, "money").measured()))
        .element(2)
        .asString()
        .endsWith("  NO");
  }

  @Test
  void marksWhatIsSerialisableAndWhatIsNot() {
    ForkResult skewed = THREADS.withSerialisable(1000, false).withFinding(Finding.NOT_SERIALISABLE, 2, "tasks 3 and 4").withSettings(Map.of("owners", "2")).measured();

    assertThat(lines(ForkSample.sequential().withSerialisable(1000, true).measured(), THREADS.withSerialisable(1000, true).measured(), skewed))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            baseline -> assertThat(baseline).endsWith("reference"),
            row -> assertThat(row).endsWith("  serialisable"),
            row -> assertThat(row).endsWith("  NO"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) not-serialisable, 2:"),
            detail -> assertThat(detail).isEqualTo("  tasks 3 and 4"));
  }

  @Test
  void raceThatLostNothingIsMarkedByItsWork() {
    assertThat(lines(ForkSample.sequential().measured(), THREADS.withFinding(Finding.NOTHING_LOST, 0, "nothing").measured()))
        .element(2)
        .asString()
        .endsWith("  yes");
  }

  @Test
  void tellsADeadlockWorkerByWorker() {
    ForkResult stuck =
        THREADS.withFinding(Finding.DEADLOCK, 2, "worker 0 waits for 1; worker 1 waits for 0").without(Status.DEADLOCK, "no progress");

    assertThat(lines(stuck))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            row -> assertThat(row).endsWith("  deadlock").contains("  -  "),
            reason -> assertThat(reason).isEqualTo("threads (ordered, 2 workers) deadlock: no progress"),
            note -> assertThat(note).isEqualTo("threads (ordered, 2 workers) deadlock, 2:"),
            first -> assertThat(first).isEqualTo("  worker 0 waits for 1"),
            second -> assertThat(second).isEqualTo("  worker 1 waits for 0"));
  }

  @Test
  void tellsEveryDeadlockInFullEvenWhenTheyAreAlike() {
    ForkSample other = ForkSample.of("actors", "ordered", 2);

    assertThat(
            lines(
                THREADS.withFinding(Finding.DEADLOCK, 1, "worker 0 waits").without(Status.DEADLOCK, "still"),
                other.withFinding(Finding.DEADLOCK, 1, "worker 0 waits").without(Status.DEADLOCK, "still")))
        .filteredOn("  worker 0 waits"::equals)
        .hasSize(2);
  }

  @Test
  void tellsHowManyForksDeadlockedAndBoundsWhatWasNotSeen() {
    ForkSample risky = ForkSample.of("threads", "unordered", 2);
    List<ForkResult> forks = new ArrayList<>();
    for (int number = 1; number <= 10; number++) {
      forks.add(THREADS.withNumber(number).measured());
      forks.add(number <= 4 ? risky.withNumber(number).deadlocked(98, 100) : risky.withNumber(number).measured());
    }
    List<String> lines = lines(forks.toArray(ForkResult[]::new));

    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .containsExactly(
            "engine  workers policy    deadlocks   per fork per million tasks after tasks",
            "threads       2 unordered   4 of 10 12 to 74 %       48.2 to 980      4.60 k",
            "no deadlock in 1 cell, 0 of 10 forks: below 31 % per fork");
    assertThat(lines).filteredOn(line -> line.equals("  worker 0 holds 0 and waits for 1")).as("one is an example").hasSize(1);
    assertThat(lines(THREADS.measured(), THREADS.withNumber(2).measured())).noneMatch(line -> line.contains("deadlock"));
  }

  @Test
  void tellsHowMuchARaceLostAndThatOneThatLostNothingShowsNothing() {
    ForkSample race = ForkSample.of("threads", "unguarded", 2);
    ForkSample quiet = ForkSample.of("virtual-threads", "unguarded", 2).withFinding(Finding.NOTHING_LOST, 0, "nothing");
    List<String> lines =
        lines(
            race.withFinding(Finding.LOST_UPDATES, 60, "gone").measured(),
            race.withFinding(Finding.LOST_UPDATES, 90, "gone").withNumber(2).measured(),
            quiet.measured(),
            quiet.withNumber(2).measured());

    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("lost in  lost per million updates"),
            row -> assertThat(row).startsWith("threads ").contains("2 of 2").endsWith(" k"),
            row -> assertThat(row).startsWith("virtual-threads ").endsWith("0 of 2     nothing: inconclusive"));
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
  void tellsOnceWhyAnEngineCannot() {
    ForkResult impossible = ForkSample.of("actors", "unguarded", 2).without(Status.NOT_AVAILABLE, "actors offers others");

    assertThat(lines(impossible, ForkSample.of("actors", "unguarded", 4).without(Status.NOT_AVAILABLE, "actors offers others")))
        .satisfiesExactly(
            titles -> assertThat(titles).endsWith("same work"),
            row -> assertThat(row).endsWith("  n/a"),
            row -> assertThat(row).endsWith("  n/a"),
            reason -> assertThat(reason).isEqualTo("n/a: actors offers others"));
  }

  @Test
  void runWithoutForksHasOnlyTitles() {
    assertThat(lines()).hasSize(1);
  }

  @Test
  void forksThatTheMachineDisturbedAreToldInOneLineACell() {
    ForkResult first = Noisy.of(THREADS.measured());
    ForkResult second = Noisy.of(THREADS.withNumber(2).measured());

    assertThat(lines(ForkSample.sequential().measured(), first, second))
        .filteredOn(line -> line.startsWith("noisy"))
        .containsExactly("noisy: threads (ordered, 2 workers)");
    assertThat(lines(ForkSample.sequential().measured(), THREADS.measured())).noneMatch(line -> line.startsWith("noisy"));
  }
}
