package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private int run(String... sets) {
    String[] arguments = new String[sets.length * 2 + 6];
    arguments[0] = "run";
    arguments[1] = folder.resolve("my-thing.conf").toString();
    for (int set = 0; set < sets.length; set++) {
      arguments[2 + 2 * set] = "--set";
      arguments[3 + 2 * set] = sets[set];
    }
    System.arraycopy(
        new String[] {"--set", "warm-up=0s", "--set", "measure=0s"}, 0, arguments, arguments.length - 4, 4);
    return line.run(folder.resolve("results"), arguments);
  }

  private void replace(String what, String by) throws IOException {
    String text = Files.readString(java);
    assertThat(text).contains(what);
    Files.writeString(java, text.replace(what, by));
  }

  @Test
  void newSimulationDoesTheSameWorkOnEveryEngine() throws IOException {
    assertThat(run("params.moves=2000")).as(line.out() + line.err()).isZero();

    assertThat(line.out()).contains(Engines.ALL.size() + " engines did the same work (2000 tasks each");
    Path latest = folder.resolve("results/my-thing/latest");
    assertThat(latest.resolve("MyThing.java")).hasSameTextualContentAs(java);
    assertThat(latest.resolve("result.json")).content().contains("\"simulation\" : \"my-thing\"", "\"boxes\" : \"100\"");
    assertThat(line.run("validate", latest.resolve("scenario.conf").toString())).as(line.err()).isZero();
  }

  /** Each statement never returns in a cell of its own, told by the number of rounds. */
  @Test
  void modelThatNeverReturnsIsToldWithStepTaskAndSeed() throws IOException {
    List<String> steps = List.of("plan", "compute", "update");
    List<String> statements = List.of("int from = draw.below(boxes);", "long x = task.index();", "held.add(0, MOVES, 1);");
    for (int step = 0; step < steps.size(); step++) {
      String index = steps.get(step).equals("plan") ? "i" : "task.index()";
      String statement = statements.get(step);
      replace(statement, statement + " while (rounds == " + (step + 1) + " && " + index + " == 7) {}");
    }

    assertThat(run("engines=threads", "workers=2", "seed=99", "params.moves=100", "params.rounds=[1,2,3]", "watchdog.no-progress=1s")).isEqualTo(11);
    assertThat(line.out()).contains("stalled");
    List<ForkResult> forks = StoredRuns.read(folder.resolve("results/my-thing/latest")).forks();
    for (int step = 0; step < steps.size(); step++) {
      ForkResult fork = forks.get(step);
      assertThat(fork.cell()).containsEntry("rounds", Integer.toString(step + 1));
      assertThat(fork.status()).isEqualTo(Status.STALLED);
      assertThat(fork.reason()).get().asString().contains("the model is in " + steps.get(step) + " of task 7 (seed 99)");
    }
  }

  @Test
  void modelWhosePlansDependOnTheClockIsRefusedBeforeItWorks() throws IOException {
    replace("1 + draw.below(10)", "System.nanoTime()");

    assertThat(run("engines=actors", "workers=1", "params.moves=5000")).isEqualTo(11);
    assertThat(line.out()).containsPattern("task \\d+ \\(seed 42\\) failed in plan: two plans of the same task differ");
  }

  @Test
  void fileThatDoesNotCompileEndsWith65AndWritesNothing() throws IOException {
    replace("int to = ", "int two = ");

    assertThat(run()).isEqualTo(65);
    assertThat(line.err().lines().findFirst()).contains("lockstep: " + java + ":77: error: cannot find symbol");
    assertThat(line.err().lines().filter(text -> text.strip().equals("^"))).hasSize(1);
    assertThat(folder.resolve("results")).doesNotExist();
  }
}
