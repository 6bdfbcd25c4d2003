package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.node.fork.Engines;
import lockstep.node.result.Environment;
import lockstep.node.result.ExpectationResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.run.ScenarioRun;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.node.scenario.ScenarioReader;
import lockstep.node.terminal.Progress;
import lockstep.node.terminal.ResultTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Expectations of the scenarios that go wrong on purpose, in forks of their own. */
@Timeout(120)
final class ExpectationIT {

  private static final Path SCENARIOS = Path.of("..", "config", "scenarios");

  @TempDir Path folder;

  private ScenarioRun.Ended run(String scenario, String... lines) throws IOException, InterruptedException {
    Files.copy(SCENARIOS.resolve(scenario), folder.resolve(scenario));
    Path file =
        Files.write(
            folder.resolve("expected.conf"), Stream.concat(Stream.of("include \"" + scenario + "\""), Stream.of(lines)).toList());
    Scenario read = new ScenarioReader(Engines.ALL, Engines.EVENTS).read(file, List.of());
    List<Cell> cells = read.cells(Engines.ALL, Engines.EVENTS);
    Progress progress =
        new Progress(new PrintStream(OutputStream.nullOutputStream()), Progress.Where.NOWHERE, cells.size(), Duration.ofSeconds(1));
    return new ScenarioRun(read, cells, folder.resolve("results"), Environment.read("test", folder), progress, false, Optional.empty()).run();
  }

  @Test
  void expectedRacePasses() throws IOException, InterruptedException {
    ScenarioRun.Ended ended =
        run(
            "race.conf",
            "warm-up = 0s",
            "measure = 0s",
            "expect = [{ name = race, that = \"lost-updates > 0\", where { policy = unguarded } }]");
    ResultDocument document = ended.document();

    assertThat(document.verdict().exitCode()).as(document.verdict().sentence()).isZero();
    assertThat(document.expectations()).extracting(ExpectationResult::status).containsExactly(ExpectationResult.Status.PASS);
    assertThat(Files.readString(ended.folder().resolve("result.json")))
        .contains("\"name\" : \"race\"", "\"that\" : \"lost-updates > 0\"", "\"policy\" : [ \"unguarded\" ]", "\"status\" : \"pass\"");
    assertThat(Files.readString(ended.folder().resolve("scenario.conf"))).contains("name = race, that").doesNotContain("include");
    assertThat(new ResultTable(ended.comparison(), ended.judgement()).lines())
        .last()
        .isEqualTo("expectation race pass: lost-updates > 0: holds in 1 cell");
  }

  @Test
  void expectedDeadlockPassesAndAFailedExpectationDoesNot() throws IOException, InterruptedException {
    ScenarioRun.Ended ended =
        run(
            "deadlock.conf",
            "engines = [threads]",
            "watchdog.no-progress = 1s",
            "expect = [",
            "  { name = stuck, that = \"deadlocks == 1\" }",
            "  { name = free, that = \"deadlocks == 0\" }",
            "]");

    assertThat(ended.document().verdict().exitCode()).isEqualTo(10);
    assertThat(ended.document().verdict().sentence())
        .isEqualTo("Expectation failed: free (deadlocks == 0), threads (unordered, 5 workers) has deadlocks = 1.");
  }
}
