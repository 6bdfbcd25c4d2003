package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are ended from outside, and forks that are. */
@Timeout(120)
final class SignalIT {

  @TempDir Path folder;

  /** Starts a run of troubled models, of which only the one that plans for ever takes long. */
  private StartedProgram run(String faults, String seeds) throws IOException {
    String scenario =
        StartedProgram.scenario(
            folder,
            "signal",
            "simulation = trouble",
            "params.fault = " + faults,
            "seed = " + seeds,
            "engines = [sequential]",
            "watchdog { no-progress = 1h, limit = 1h }");
    return StartedProgram.start(folder, "run", scenario);
  }

  private void assertKept(Status... statuses) throws IOException {
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "signal"))).isEmpty();
    assertThat(StartedProgram.result(folder, "signal").forks()).extracting(ForkResult::status).containsExactly(statuses);
    try (Stream<Path> files = Files.list(folder.resolve("results/signal"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()))).hasSize(2).contains("latest").noneMatch(name -> name.startsWith("."));
    }
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalKeepsWhatIsFinishedAndLeavesNothingElse(String signal, int code) throws Exception {
    // With this seed the order of forks stays that of the cells.
    try (StartedProgram program = run("[print, forever, mood]", "3")) {
      ProcessHandle fork = program.endlessFork(2);

      StartedProgram.signal(signal, program.process().toHandle());

      assertThat(program.end().code()).isEqualTo(code);
      assertEnds(fork);
      assertKept(Status.MEASURED, Status.INTERRUPTED, Status.INTERRUPTED);
    }
  }

  /** A terminal sends Ctrl-C to all processes of a job, in any order. */
  @Test
  void signalThatReachesTheForkFirstEndsTheRunAsWell() throws Exception {
    try (StartedProgram program = run("forever", "[1, 2]")) {
      ProcessHandle fork = program.endlessFork(1);

      StartedProgram.signal("INT", fork);
      assertEnds(fork);
      StartedProgram.signal("INT", program.process().toHandle());

      assertThat(program.end().code()).isEqualTo(130);
      assertKept(Status.INTERRUPTED, Status.INTERRUPTED);
    }
  }

  @Test
  void forkEndsWhenItsLauncherIsKilled() throws Exception {
    try (StartedProgram program = run("forever", "1")) {
      ProcessHandle fork = program.endlessFork(1);

      program.process().destroyForcibly();

      assertEnds(program.process().toHandle());
      assertEnds(fork);
    }
    assertThat(hidden()).hasSize(1);
    try (StartedProgram next = run("print", "1")) {
      assertThat(next.end().code()).isZero();
    }
    assertThat(hidden()).as("left behind by the killed one").isEmpty();
  }

  private List<Path> hidden() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("results/signal"))) {
      return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".partial")).toList();
    }
  }

  @Test
  void runGoesOnWhenAForkIsKilled() throws Exception {
    try (StartedProgram program = run("[forever, print]", "1")) {
      program.endlessFork(1).destroyForcibly();

      Ended ended = program.end();

      assertThat(ended.code()).isEqualTo(11);
      assertThat(ended.out()).contains("Inconclusive: sequential failed.");
      assertKept(Status.FAILED, Status.MEASURED);
      assertThat(StartedProgram.result(folder, "signal").forks().getFirst().reason()).get().asString().contains("signal 9");
    }
  }
}
