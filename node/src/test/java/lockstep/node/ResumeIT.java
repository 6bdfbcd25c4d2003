package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import lockstep.node.result.Control;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are interrupted and continued. */
@Timeout(240)
final class ResumeIT {

  private static final int ENGINES = 2;
  private static final int FORKS = 2;
  private static final int MOST_MILLIS = 1500;

  @TempDir Path folder;

  private String scenario() throws IOException {
    return StartedProgram.scenario(
        folder,
        "bank",
        "simulation = bank",
        "params { accounts = 10, transfers = 1000 }",
        "engines = [sequential, threads]",
        "policies = [ordered]",
        "workers = 2",
        "forks { min = " + FORKS + ", max = " + FORKS + " }");
  }

  private List<Path> below(int depth, String glob) {
    if (!Files.isDirectory(folder.resolve("results"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("results"), depth)) {
      return files.filter(file -> String.valueOf(file.getFileName()).matches(glob)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Folders come and go.
    }
  }

  private List<Path> kept() {
    return below(4, "fork-\\d{5}\\.json");
  }

  /** The texts of the forks that are kept, by their positions. */
  private Map<Integer, String> texts() throws IOException {
    Map<Integer, String> texts = new TreeMap<>();
    for (Path file : kept()) {
      String text = Files.readString(file);
      texts.put(Json.read(text, ForkResult.class).position(), text);
    }
    return texts;
  }

  /** Every folder that is shown is a whole run. */
  private void assertShownIsWhole() throws IOException {
    for (Path shown : below(2, "\\d{8}T.*")) {
      assertThat(new ResultSchema().problems(Files.readString(shown.resolve("result.json")))).isEmpty();
    }
  }

  private void assertComplete(Map<Integer, String> before) throws IOException {
    assertShownIsWhole();
    ResultDocument document = StartedProgram.result(folder, "bank");
    assertThat(document.forks()).hasSize(ENGINES * FORKS).extracting(ForkResult::status).containsOnly(Status.MEASURED);
    assertThat(document.forks()).extracting(fork -> fork.engine() + fork.fork()).doesNotHaveDuplicates();
    assertThat(document.forks()).extracting(ForkResult::position).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(document.control()).as("the control").map(control -> control.fork().position()).contains(ENGINES * FORKS + 1);
    assertThat(document.forks()).extracting(ForkResult::digest).containsOnly(document.forks().getFirst().digest());
    for (ForkResult fork : Stream.concat(document.forks().stream(), document.control().stream().map(Control::fork)).toList()) {
      String text = before.get(fork.position());
      if (text != null) {
        assertThat(Json.line(fork) + "\n").isEqualTo(text);
      }
    }
    assertThat(below(2, "\\..*\\.partial")).as("hidden folders").isEmpty();
    assertThat(kept()).as("forks that could be continued").isEmpty();
  }

  private static Stream<Long> manySeeds() {
    return Stream.iterate(100L, seed -> seed + 1).limit(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void runThatIsKilledAtARandomMomentIsContinued(long seed) throws Exception {
    killAndContinue(seed);
  }

  @ParameterizedTest
  @MethodSource("manySeeds")
  @Tag("soak")
  void runsThatAreKilledAtRandomMomentsAreContinued(long seed) throws Exception {
    killAndContinue(seed);
  }

  private void killAndContinue(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    String scenario = scenario();
    int enough = random.nextInt(1, ENGINES * FORKS + 1);
    int millis = random.nextInt(MOST_MILLIS);
    try (StartedProgram program = StartedProgram.start(folder, "run", scenario)) {
      StandInClone.await(enough + " forks", () -> kept().size() >= enough || !program.process().isAlive());
      program.process().waitFor(millis, TimeUnit.MILLISECONDS);
      program.process().destroyForcibly();
      assertThat(program.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertShownIsWhole();
    Map<Integer, String> before = texts();
    System.out.printf("seed %d: killed %d ms after fork %d, with %d forks kept%n", seed, millis, enough, before.size());
    if (!before.isEmpty()) {
      Ended ended = StartedProgram.run(folder, "run", "--resume", scenario);

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err().lines().filter(line -> line.contains(": fork "))).hasSize(ENGINES * FORKS + 1 - before.size());
      assertThat(StartedProgram.result(folder, "bank").run().continues()).isPresent();
    }
    assertComplete(before);
  }

  @Test
  void runThatIsEndedByCtrlCIsShownAndContinued() throws Exception {
    // Long enough for forks to be left when the first one is seen.
    String[] arguments = {"run", scenario(), "--set", "measure=1s"};
    try (StartedProgram program = StartedProgram.start(folder, arguments)) {
      StandInClone.await("a fork", () -> !kept().isEmpty() || !program.process().isAlive());
      StartedProgram.signal("INT", program.process().toHandle());
      assertThat(program.end().code()).isEqualTo(130);
    }
    assertShownIsWhole();
    Map<Integer, String> before = texts();
    assertThat(before).isNotEmpty().hasSizeLessThan(ENGINES * FORKS + 1);

    assertThat(StartedProgram.run(folder, Stream.concat(Stream.of(arguments), Stream.of("--resume")).toArray(String[]::new)).code()).isZero();

    assertComplete(before);
  }

  @Test
  void interruptedRunOutlivesOtherRunsAndIsRefusedToOtherScenarios() throws Exception {
    String scenario = scenario();
    try (StartedProgram program = StartedProgram.start(folder, "run", scenario)) {
      StandInClone.await("a fork", () -> !kept().isEmpty() || !program.process().isAlive());
      program.process().destroyForcibly();
      assertThat(program.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    Map<Integer, String> before = texts();

    Ended other = StartedProgram.run(folder, "run", scenario, "--forks", "1", "--set", "params.transfers=10");
    Ended refused = StartedProgram.run(folder, "run", "--resume", scenario, "--set", "params.transfers=10");

    assertThat(other.code()).isZero();
    assertThat(other.err()).contains("was interrupted and is kept; --resume continues it");
    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err().lines()).singleElement().asString().contains("cannot be continued: scenario.conf is not what it was");
    assertThat(texts()).isEqualTo(before);
    assertThat(StartedProgram.run(folder, "run", "--resume", scenario).code()).isZero();
    assertComplete(before);
    Ended nothing = StartedProgram.run(folder, "run", "--resume", scenario);
    assertThat(nothing.code()).isEqualTo(64);
    assertThat(nothing.err()).contains("there is no interrupted run in ");
  }
}
