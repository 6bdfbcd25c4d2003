package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.Engines;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.ForkResult;
import lockstep.node.result.StoredRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulation from a file, from the example to the result, in JVMs of its own. */
@Timeout(300)
final class FileSimulationIT {

  @TempDir Path folder;
  private CommandLineRun line;
  private Path java;

  @BeforeEach
  void writeExample() {
    line = new CommandLineRun();
    assertThat(line.run(folder, "new", "simulation", "my-thing")).as(line.err()).isZero();
    java = folder.resolve("MyThing.java");
  }

  private Ended run(String... sets) throws IOException, InterruptedException {
    Stream<String> settings = Stream.concat(Stream.of(sets), Stream.of("warm-up=0s", "measure=0s")).flatMap(set -> Stream.of("--set", set));
    return StartedProgram.run(folder, Stream.concat(Stream.of("run", folder.resolve("my-thing.conf").toString()), settings).toArray(String[]::new));
  }

  private void replace(String what, String by) throws IOException {
    String text = Files.readString(java);
    assertThat(text).contains(what);
    Files.writeString(java, text.replace(what, by));
  }

  @Test
  void newSimulationDoesTheSameWorkOnEveryEngine() throws Exception {
    Ended ended = run("params.moves=2000", "workers=2");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains(Engines.ALL.size() + " engines did the same work (2000 tasks each");
    Path latest = folder.resolve("results/my-thing/latest");
    assertThat(latest.resolve("MyThing.java")).hasSameTextualContentAs(java);
    assertThat(latest.resolve("result.json")).content().contains("\"simulation\" : \"my-thing\"", "\"boxes\" : \"100\"");
    assertThat(line.run("validate", latest.resolve("scenario.conf").toString())).as(line.err()).isZero();
  }

  /** Each statement never returns in a cell of its own, told by the number of rounds. */
  @Test
  void modelThatNeverReturnsIsToldWithStepTaskAndSeed() throws Exception {
    List<String> steps = List.of("plan", "compute", "update");
    List<String> statements = List.of("int from = draw.below(boxes);", "long x = task.index();", "held.add(0, MOVES, 1);");
    for (int step = 0; step < steps.size(); step++) {
      String index = steps.get(step).equals("plan") ? "i" : "task.index()";
      String statement = statements.get(step);
      replace(statement, statement + " while (rounds == " + (step + 1) + " && " + index + " == 7) {}");
    }

    Ended ended = run("engines=threads", "workers=2", "seed=99", "params.moves=100", "params.rounds=[1,2,3]", "watchdog.no-progress=1s");

    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out()).contains("stalled");
    List<ForkResult> forks = StoredRuns.read(folder.resolve("results/my-thing/latest")).forks();
    for (int step = 0; step < steps.size(); step++) {
      ForkResult fork = forks.get(step);
      assertThat(fork.cell()).containsEntry("rounds", Integer.toString(step + 1));
      assertThat(fork.status()).isEqualTo(Status.STALLED);
      assertThat(fork.reason()).get().asString().contains("the model is in " + steps.get(step) + " of task 7 (seed 99)");
    }
  }

  @Test
  void modelWhosePlansDependOnTheClockIsRefusedBeforeItWorks() throws Exception {
    replace("1 + draw.below(10)", "System.nanoTime()");

    Ended ended = run("engines=actors", "workers=1", "params.moves=5000");

    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out()).containsPattern("task \\d+ \\(seed 42\\) failed in plan: two plans of the same task differ");
  }

  @Test
  void fileThatDoesNotCompileEndsWith65AndWritesNothing() throws Exception {
    replace("int to = ", "int two = ");

    Ended ended = run();

    assertThat(ended.code()).isEqualTo(65);
    assertThat(ended.err().lines().findFirst()).contains("lockstep: " + java + ":77: error: cannot find symbol");
    assertThat(ended.err().lines().filter(text -> text.strip().equals("^"))).hasSize(1);
    assertThat(folder.resolve("results")).doesNotExist();
  }
}
