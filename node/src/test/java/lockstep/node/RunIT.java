package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.StartedProgram.Ended;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.Json;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.ResultSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the built program: what it prints, what it keeps, and how it ends. */
@Timeout(120)
final class RunIT {

  private static final String SMALL_COUNTER = "simulation = counter\nparams { increments = 100 }\nengines = [sequential]";

  @TempDir Path folder;
  private final ResultSchema schema = new ResultSchema();

  RunIT() throws IOException {}

  private Ended run(String name, String scenario) throws IOException, InterruptedException {
    return StartedProgram.run(folder, "run", StartedProgram.scenario(folder, name, scenario));
  }

  /** The kept result, which always has the published form. */
  private ResultDocument result(String name) throws IOException {
    assertThat(schema.problems(StartedProgram.resultText(folder, name))).isEmpty();
    return StartedProgram.result(folder, name);
  }

  @Test
  void allEnginesDoTheSameWork() throws Exception {
    Ended ended =
        run("bank", "simulation = bank\nparams { accounts = 10, transfers = 1000 }\nworkers = 2\npolicies = [ordered]");

    assertThat(ended.err().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).matches("lockstep: fork [1-5] of 5: \\S+(, ordered)?, workers [12], about \\d+ s left"));
    ResultDocument document = result("bank");
    assertThat(document.forks())
        .extracting(ForkResult::engine)
        .containsExactly("sequential", "event-loop", "threads", "virtual-threads", "actors");
    assertThat(document.forks()).extracting(ForkResult::digest).doesNotContainNull().containsOnly(document.forks().getFirst().digest());
    assertThat(document.forks()).extracting(ForkResult::ledger).containsOnly(document.forks().getFirst().ledger());
    String digest = document.forks().getFirst().digest().orElseThrow();
    assertThat(ended.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("engine ").endsWith("same work"),
            line -> assertThat(line).startsWith("sequential ").endsWith("reference"),
            line -> assertThat(line).startsWith("event-loop ").endsWith("yes"),
            line -> assertThat(line).startsWith("threads ").endsWith("yes"),
            line -> assertThat(line).startsWith("virtual-threads ").endsWith("yes"),
            line -> assertThat(line).startsWith("actors ").endsWith("yes"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).isEqualTo(document.verdict().sentence()).contains("5 engines", digest),
            line -> assertThat(line).isEqualTo("Results: " + Path.of("results", "bank", document.run().id())),
            line -> assertThat(line).isEqualTo("Report: " + Path.of("results", "bank", document.run().id(), "report.html")));
    assertThat(ended.code()).isZero();
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() throws Exception {
    Ended ended = StartedProgram.run(folder, "run", "--json", StartedProgram.scenario(folder, "counter", SMALL_COUNTER));

    assertThat(schema.problems(ended.out())).isEmpty();
    assertThat(ended.out()).isEqualTo(StartedProgram.resultText(folder, "counter")).startsWith("{").endsWith("}\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void quietPrintsTheVerdictAlone() throws Exception {
    Ended ended = StartedProgram.run(folder, "run", "--quiet", StartedProgram.scenario(folder, "counter", SMALL_COUNTER));

    assertThat(ended.out().lines()).containsExactly(result("counter").verdict().sentence());
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void keptScenarioAndEnvironmentSayWhatWasRun() throws Exception {
    run("counter", SMALL_COUNTER);

    Path kept = folder.resolve("results/counter/latest");
    assertThat(Files.readString(kept.resolve("environment.json"))).isEqualTo(Json.pretty(result("counter").environment()));
    assertThat(StartedProgram.run(folder, "run", kept.resolve("scenario.conf").toString()).code()).isZero();
    assertThat(result("counter").forks()).extracting(ForkResult::cell).containsExactly(Map.of("increments", "100", "hold", "0s"));
  }

  @Test
  void raceLosesUpdatesAndEnginesThatCannotRaceSayWhy() throws Exception {
    Ended ended = run("race", "simulation = trouble\nparams.fault = meet\nengines = [threads, actors]\npolicies = [unguarded]\nworkers = 2");

    assertThat(ended.code()).isEqualTo(12);
    assertThat(ended.out()).contains("threads (unguarded, 2 workers) lost 5 of 10 updates", "n/a: actors offers the policies");
    ResultDocument document = result("race");
    assertThat(document.forks()).extracting(ForkResult::status).containsExactly(Status.MEASURED, Status.NOT_AVAILABLE);
    assertThat(document.forks().getFirst().findings()).extracting(Finding::kind).containsExactly(Finding.LOST_UPDATES);
  }

  @Test
  void raceThatLosesNothingIsInconclusive() throws Exception {
    Ended ended =
        run("alone", "simulation = bank\nparams { transfers = 100 }\nengines = [sequential, threads]\npolicies = [unguarded]\nworkers = 1");

    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out()).contains("Inconclusive: threads (unguarded, 1 worker) lost nothing in its race.");
    assertThat(result("alone").forks().getLast().findings()).extracting(Finding::kind).containsExactly(Finding.NOTHING_LOST);
  }

  @Test
  void enginesAreSerialisableWhereTheOrderDecidesAndARaceIsNot() throws Exception {
    String bank = "simulation = bank\nparams { accounts = 4, transfers = 1000, opening = 500, overdraft = declined }\nengines = [sequential, threads, actors]\nworkers = 4";
    String race = "simulation = trouble\nparams.fault = assign\nengines = [threads]\npolicies = [unguarded]\nworkers = 2";

    Ended serial = run("serial", bank);
    Ended racing = run("racing", race);

    assertThat(serial.code()).isZero();
    assertThat(serial.out())
        .containsPattern("(?m)^sequential .* reference$")
        .containsPattern("(?m)^threads .* serialisable$")
        .containsPattern("(?m)^actors .* serialisable$");
    assertThat(result("serial").forks()).extracting(ForkResult::serialisable).containsOnly(Optional.of(new Serialisable(1000, true)));
    assertThat(racing.code()).isEqualTo(12);
    assertThat(result("racing").forks().getFirst().findings()).extracting(Finding::kind).contains(Finding.NOT_SERIALISABLE);
  }

  private static final String DEADLOCK =
      """
      simulation = philosophers
      params { seats = 5, meals = 1000000, gap = 2ms, pause = timer }
      engines = [threads, actors]
      policies = [unordered]
      workers = 5
      watchdog.no-progress = 500ms
      """;

  @Test
  void deadlockIsToldWorkerByWorker() throws Exception {
    Ended ended = run("deadlock", DEADLOCK);

    assertThat(ended.code()).isEqualTo(12);
    for (String engine : List.of("threads", "actors")) {
      assertThat(ended.out()).contains(engine + " (unordered, 5 workers) deadlocked (5 workers in a cycle)");
    }
    assertThat(ended.out().lines().filter(line -> line.matches("  worker \\d .* holds \\d and waits for \\d, held by worker \\d"))).hasSize(10);
    assertThat(result("deadlock").forks()).extracting(ForkResult::status).containsOnly(Status.DEADLOCK);
  }

  /** Two philosophers, one of whom at a time may ask: no deadlock is possible, if the gate lets in no more. */
  private static final String GATED =
      """
      simulation = philosophers
      params { seats = 2, meals = 20, gap = 2ms, pause = timer }
      engines = [threads]
      policies = [arbiter]
      workers = 2
      expect = [{ name = deadlock, that = "deadlocks == 1" }]
      """;

  @Test
  void deadlockThatWasProvedToBeImpossibleFailsTheRunThoughItWasExpected() throws Exception {
    String scenario = StartedProgram.scenario(folder, "gated", GATED);
    Ended sound = StartedProgram.run(folder, "run", scenario);
    Ended broken = StartedProgram.run(folder, ProgramWithoutGate.class, "run", scenario);

    assertThat(sound.code()).as(sound.out() + sound.err()).isEqualTo(10);
    assertThat(broken.code()).as(broken.out() + broken.err()).isEqualTo(12);
    assertThat(broken.out()).contains("Seen, though proved to be impossible: threads (arbiter, 2 workers) deadlocked in 1 of 1 fork.");
    ResultDocument document = result("gated");
    assertThat(document.forks()).extracting(ForkResult::status).containsExactly(Status.DEADLOCK);
    assertThat(document.proofs()).singleElement().satisfies(proof -> assertThat(proof.contradictions()).hasSize(1));
  }

  @Test
  void modelThatThrowsFailsItsForkAndTheRunGoesOn() throws Exception {
    Ended ended = run("failing", "simulation = trouble\nparams.fault = [plan, print]\nengines = [sequential]");

    assertThat(ended.code()).isEqualTo(11);
    List<ForkResult> forks = result("failing").forks();
    assertThat(forks).extracting(ForkResult::status).containsExactly(Status.FAILED, Status.MEASURED);
    assertThat(forks.getFirst().reason()).get().asString().contains("task 9 (seed 42) failed in plan: cannot plan");
    assertThat(ended.out() + ended.err()).doesNotContain("\tat ");
  }

  @Test
  void whatAModelPrintsGoesToTheForksLog() throws Exception {
    Ended ended = run("printing", "simulation = trouble\nparams.fault = print\nengines = [sequential]");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).doesNotContain("{");
    assertThat(folder.resolve("results/printing/latest/fork-001.log")).content().contains("{\"report\": {}}");
  }

  @Test
  void resultsThatCannotBeWrittenAreToldBeforeAnythingRuns() throws Exception {
    Files.createFile(folder.resolve("file"));
    String scenario = StartedProgram.scenario(folder, "counter", SMALL_COUNTER);

    Ended ended = StartedProgram.run(folder, "run", scenario, "--out", "file/results");

    assertThat(ended.code()).isEqualTo(74);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().startsWith("lockstep: results cannot be written to file/results: ");
  }

  @Test
  void forkThatCannotBeStartedEndsTheRunAndLeavesNothing() throws Exception {
    Ended ended =
        StartedProgram.run(
            folder, ProgramWithoutJava.class, "run", "--quiet", StartedProgram.scenario(folder, "counter", SMALL_COUNTER));

    Files.delete(folder.resolve("java-without-commands/lib"));
    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().startsWith("lockstep: a fork cannot be started: ");
    assertThat(folder.resolve("results/counter")).isEmptyDirectory();
  }

  @Test
  void settingsThatAreSweptStandInTableAndResult() throws Exception {
    Ended ended =
        run("sharded", "simulation = bank\nparams { accounts = 10, transfers = 200 }\nengines = [sequential, actors]\nowners = [1, 3]\nworkers = 2");

    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines().findFirst()).get().asString().contains("workers  owners");
    assertThat(result("sharded").forks()).extracting(ForkResult::settings)
        .containsExactly(Map.of(), Map.of("owners", "1"), Map.of("owners", "3"));
  }

  @Test
  void modelThatThrowsOnActorsLeavesNoStackInTheLog() throws Exception {
    run("failing", "simulation = trouble\nparams.fault = plan\nengines = [actors]\nworkers = 1");

    assertThat(result("failing").forks().getFirst().status()).isEqualTo(Status.FAILED);
    Path log = folder.resolve("results/failing/latest/fork-001.log");
    assertThat(Files.exists(log) ? Files.readString(log) : "").doesNotContain("\tat ", "ERROR");
  }

  @Test
  void numbersAreWrittenAlikeInEveryLanguage() throws Exception {
    Map<String, String> russian = Map.of(StartedProgram.FLAGS, "-Duser.language=ru -Duser.country=RU");
    String scenario =
        StartedProgram.scenario(
            folder, "slow", "simulation = counter\nparams.increments = [100, 1000000000000]\nengines = [sequential]\nwatchdog.limit = 1500ms");

    Ended ended = StartedProgram.run(folder, russian, "run", scenario);

    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out().lines().filter(line -> line.startsWith("sequential")).findFirst()).get().asString().containsPattern("\\d\\.\\d").doesNotContainPattern("\\d,\\d");
    assertThat(result("slow").forks().getLast().status()).isEqualTo(Status.STALLED);
    assertThat(result("slow").forks().getLast().reason()).get().asString().startsWith("not done within the limit of 1.5 s after ");
  }
}
