package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Resumed;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on nodes that are interrupted whole, and go on from what is on disk. */
@Timeout(240)
final class NodesResumeIT {

  private static final int PARTITIONS = 5;

  @TempDir Path folder;

  private String scenario(int nodes) throws IOException {
    return StartedProgram.scenario(
        folder, "whole", "simulation = phold", "params.entities = 500", "until = 300", "workers = 3", "partitions = " + PARTITIONS,
        "nodes = " + nodes, "snapshots = 50 rounds", "snapshots-in = disk");
  }

  private List<Path> onDisk() {
    return in(folder.resolve("results/whole")).stream()
        .filter(run -> !Files.isSymbolicLink(run))
        .flatMap(run -> in(run.resolve("kept")).stream())
        .filter(kept -> kept.toString().contains("snapshots-"))
        .flatMap(snapshots -> in(snapshots).stream())
        .filter(file -> file.toString().endsWith(".snapshot"))
        .toList();
  }

  private static List<Path> in(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // No folder, or none any more.
    }
  }

  /** Waits until more than one round is on disk, which takes one that is whole. */
  private void awaitSnapshots(StartedProgram program) throws Exception {
    StandInClone.await("snapshots", () -> onDisk().size() > PARTITIONS || !program.process().isAlive());
    assertThat(program.process().isAlive()).as(program.process().isAlive() ? "alive" : program.end().out() + program.end().err()).isTrue();
  }

  private static void kill(List<ProcessHandle> processes) throws Exception {
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private void assertGoesOn(String scenario) throws Exception {
    Ended ended = StartedProgram.run(folder, "run", "--resume", scenario);

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("2 engines did the same work").containsPattern("cluster went on after round \\d+, from what was on disk");
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, "whole"))).isEmpty();
    ResultDocument document = StartedProgram.result(folder, "whole");
    assertThat(document.run().continues()).isPresent();
    assertThat(document.forks()).extracting(ForkResult::status).containsOnly(Status.MEASURED);
    ForkResult onNodes = document.forks().stream().filter(fork -> fork.engine().equals("cluster")).findFirst().orElseThrow();
    Resumed resumed = onNodes.events().orElseThrow().resumed().orElseThrow();
    assertThat(resumed.round().orElseThrow()).isGreaterThanOrEqualTo(50);
    assertThat(resumed.passedOver()).isEmpty();
    assertThat(onNodes.isDisturbed()).as("its time is of two processes").isTrue();
    assertThat(onDisk()).as("what nobody will go on from").isEmpty();
  }

  /** Launcher, fork and nodes, by a signal that nothing can catch. */
  @Test
  void runOfWhichEveryProcessIsKilledGoesOnFromTheDisk() throws Exception {
    String scenario = scenario(3);
    try (StartedProgram program = StartedProgram.start(folder, "run", scenario)) {
      awaitSnapshots(program);
      kill(Stream.concat(Stream.of(program.process().toHandle()), program.process().descendants()).toList());
    }
    assertThat(onDisk()).isNotEmpty();
    assertGoesOn(scenario);
  }

  /** Two nodes outlive no loss in memory. */
  @Test
  @Tag("soak")
  void runThatLostPartitionsGoesOnFromTheDisk() throws Exception {
    String scenario = scenario(2);
    try (StartedProgram program = StartedProgram.start(folder, "run", scenario)) {
      awaitSnapshots(program);
      Predicate<ProcessHandle> isNode = process -> process.children().findAny().isEmpty();
      kill(program.process().descendants().filter(isNode).limit(1).toList());
      Ended ended = program.end();
      assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(69);
      assertThat(ended.out()).contains("were lost with it; what is on disk is there for --resume");
    }
    assertGoesOn(scenario);
  }
}
