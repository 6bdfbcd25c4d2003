package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String QUICK = "100";
  private static final String ALSO_QUICK = "101";
  private static final String ENDLESS = "1000000000000";
  private static final String ALSO_ENDLESS = "999999999999";

  @TempDir Path folder;

  private StartedProgram counting(String... increments) throws IOException {
    String scenario =
        StartedProgram.scenario(
            folder, "counting", "simulation = counter", "params.increments = [" + String.join(", ", increments) + "]", "engines = [sequential]");
    return StartedProgram.start(folder, "run", scenario);
  }

  private void assertKept(Status... statuses) throws IOException {
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "counting"))).isEmpty();
    assertThat(StartedProgram.result(folder, "counting").forks()).extracting(ForkResult::status).containsExactly(statuses);
    try (Stream<Path> files = Files.list(folder.resolve("results/counting"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()))).hasSize(2).contains("latest").noneMatch(name -> name.startsWith("."));
    }
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalKeepsWhatIsFinishedAndLeavesNothingElse(String signal, int code) throws Exception {
    try (StartedProgram program = counting(QUICK, ENDLESS, ALSO_QUICK)) {
      ProcessHandle fork = program.fork(2);

      StartedProgram.signal(signal, program.process().toHandle());

      assertThat(program.end().code()).isEqualTo(code);
      assertEnds(fork);
      assertKept(Status.MEASURED, Status.INTERRUPTED, Status.INTERRUPTED);
    }
  }

  /** A terminal sends Ctrl-C to all processes of a job, in any order. */
  @Test
  void signalThatReachesTheForkFirstEndsTheRunAsWell() throws Exception {
    try (StartedProgram program = counting(ENDLESS, ALSO_ENDLESS)) {
      ProcessHandle fork = program.fork(1);

      StartedProgram.signal("INT", fork);
      assertEnds(fork);
      StartedProgram.signal("INT", program.process().toHandle());

      assertThat(program.end().code()).isEqualTo(130);
      assertKept(Status.INTERRUPTED, Status.INTERRUPTED);
    }
  }

  @Test
  void forkEndsWhenItsLauncherIsKilled() throws Exception {
    try (StartedProgram program = counting(ENDLESS)) {
      ProcessHandle fork = program.fork(1);

      program.process().destroyForcibly();

      assertEnds(program.process().toHandle());
      assertEnds(fork);
    }
  }

  @Test
  void runGoesOnWhenAForkIsKilled() throws Exception {
    try (StartedProgram program = counting(ENDLESS, QUICK)) {
      program.fork(1).destroyForcibly();

      Ended ended = program.end();

      assertThat(ended.code()).isEqualTo(11);
      assertThat(ended.out()).contains("Inconclusive: sequential failed.");
      assertKept(Status.FAILED, Status.MEASURED);
      assertThat(StartedProgram.result(folder, "counting").forks().getFirst().reason()).get().asString().contains("signal 9");
    }
  }
}
