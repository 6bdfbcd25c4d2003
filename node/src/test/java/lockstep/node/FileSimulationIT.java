package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.node.fork.Engines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "int from = draw.below(boxes);, plan",
    "long x = task.index();, compute",
    "'held.add(0, MOVES, 1);', update"
  })
  void modelThatNeverReturnsIsToldWithStepTaskAndSeed(String statement, String step) throws IOException {
    replace(statement, statement + " while (" + (step.equals("plan") ? "i" : "task.index()") + " == 7) {}");

    assertThat(run("engines=threads", "workers=2", "seed=99", "params.moves=100", "watchdog.no-progress=1s")).isEqualTo(11);
    assertThat(line.out()).contains("stalled", "the model is in " + step + " of task 7 (seed 99)");
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
