package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.engine.EngineKind;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.Engines;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of event models by the built program. */
@Timeout(240)
final class EventRunIT {

  private static final String SMALL_PHOLD = "simulation = phold\nparams.entities = 100\nuntil = 30\nworkers = 2\n";

  @TempDir Path folder;

  private Ended run(String name, String scenario) throws IOException, InterruptedException {
    return StartedProgram.run(folder, "run", StartedProgram.scenario(folder, name, scenario));
  }

  private ResultDocument result(String name) throws IOException {
    assertThat(new ResultSchema().problems(StartedProgram.resultText(folder, name))).isEmpty();
    return StartedProgram.result(folder, name);
  }

  @Test
  void allEnginesHandleTheSameEventsAndAgreeWithTheory() throws Exception {
    Ended ended = run("phold", SMALL_PHOLD + "partitioning = [block, hash]");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    List<ForkResult> forks = result("phold").forks();
    assertThat(forks).extracting(ForkResult::engine).containsAll(Engines.ALL.stream().map(EngineKind::name).toList());
    assertThat(forks).extracting(ForkResult::digest).containsOnly(forks.getFirst().digest());
    assertThat(forks).extracting(ForkResult::ledger).containsOnly(forks.getFirst().ledger());
    assertThat(ended.out()).contains("events/s", " events each, one digest").containsPattern("Agrees with theory: hops, z = -?\\d\\.\\d\\.");
  }

  @Test
  void newSimulationOfEventsRunsAndKeepsWhatItRecorded() throws Exception {
    assertThat(StartedProgram.run(folder, "new", "simulation", "my-queue", "--events").code()).isZero();

    Ended ended =
        StartedProgram.run(
            folder, "run", "my-queue.conf", "--workers", "2", "--set", "warm-up=0s", "--set", "measure=0s", "--set", "replications=2", "--set", "until=20");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(result("my-queue").estimates()).hasSize(4);
    Path kept = folder.resolve("results/my-queue/latest");
    assertThat(Files.readAllLines(kept.resolve("statistics.csv"))).first().asString().startsWith("fork,engine,workers,seed,counters,");
    assertThat(kept.resolve("series-001.csv")).isRegularFile();
    assertThat(ended.out()).contains("95 % interval", "served (flow, most ");
  }

  @Test
  void runsThatAgreeAreBisectedToNothing() throws Exception {
    run("phold", SMALL_PHOLD);
    Path latest = folder.resolve("results/phold/latest");

    Ended ended = StartedProgram.run(folder, "bisect", latest.toString(), latest.toString());

    assertThat(ended.out()).startsWith("They agree in every window and at the end: digest " + result("phold").forks().getFirst().digest().orElseThrow());
    assertThat(ended.code()).isZero();
  }

  @Test
  void anImpureModelIsFoundByItsRecordedDigest() throws Exception {
    run("impure", "simulation = event-trouble\nparams.fault = be-impure\nuntil = 2\nengines = [sequential]");
    Path latest = folder.resolve("results/impure/latest");

    Ended ended = StartedProgram.run(folder, "bisect", latest.toString(), latest.toString());

    assertThat(ended.code()).isEqualTo(12);
    assertThat(ended.out())
        .contains("The second fork, sequential, is not reproducible here: it has the digest ", "They handle the same events and differ at the end, in entity 17.");
  }

  @Test
  void runsOfTasksAndStrangeFoldersAreNotBisected() throws Exception {
    run("counter", "simulation = counter\nparams.increments = 100\nengines = [sequential]");

    Ended tasks = StartedProgram.run(folder, "bisect", folder.resolve("results/counter/latest").toString());
    Ended strange = StartedProgram.run(folder, "bisect", "nowhere");

    assertThat(tasks.code()).isEqualTo(64);
    assertThat(tasks.err()).contains("is a run of tasks; only runs of events can be bisected");
    assertThat(strange.code()).isEqualTo(64);
    assertThat(strange.err()).contains("nowhere is not the folder of a run: its result.json cannot be read");
  }
}
