package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.WorkerState;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Percentile;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Traffic;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forks that are performed in this JVM. */
@Timeout(120)
final class PerformanceTest {

  private static final Map<String, String> SMALL_BANK = Map.of("accounts", "10", "transfers", "2000");

  static Stream<String> everyEngine() {
    return Engines.ALL.stream().map(EngineKind::name);
  }

  static Stream<String> coordinatingEngines() {
    return Engines.ALL.stream().filter(kind -> !kind.uncoordinated()).map(EngineKind::name);
  }

  private static OrderSample bank(String engine) {
    return new OrderSample("bank", SMALL_BANK, engine, engine.equals("sequential") ? 1 : 2);
  }

  private static ForkReport perform(OrderSample sample) throws InterruptedException {
    return new Performance(sample.order(), progress -> {}, stuck -> {}).perform();
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void iterationsAreKeptOneByOneAndTheLastOnesAreMeasured(String engine) throws InterruptedException {
    Figures figures = perform(bank(engine).measuring(0, 1_000_000, 12)).figures().orElseThrow();

    Steadiness steadiness = figures.steadiness().orElseThrow();
    assertThat(figures.iterations()).hasSizeBetween(10, 12);
    assertThat(steadiness.iterations()).isEqualTo(10);
    List<Iteration> last = figures.iterations().subList(figures.iterations().size() - 10, figures.iterations().size());
    assertThat(figures.repetitions()).isEqualTo(last.stream().mapToInt(Iteration::repetitions).sum());
    assertThat(figures.seconds()).isCloseTo(last.stream().mapToDouble(Iteration::seconds).sum(), Offset.offset(1e-9));
    Instruments instruments = figures.instruments().orElseThrow();
    assertThat(instruments.times()).isFinite().isGreaterThan(-1.0);
    assertThat(instruments.clockNanos()).isPositive();
    assertThat(instruments).isEqualTo(Instruments.of(instruments.times(), instruments.clockNanos(), figures.waits().orElseThrow().contended(), figures.seconds()));
    assertThat(figures.latency().orElseThrow().curve()).extracting(Percentile::nanos).isSorted();
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void everyEngineMeasuresTheSameWork(String engine) throws InterruptedException {
    ForkReport report = perform(bank(engine));

    assertThat(report.reason()).isEmpty();
    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.findings()).isEmpty();
    assertThat(report.figures())
        .get()
        .satisfies(
            figures -> {
              assertThat(figures.digest()).isEqualTo(perform(bank("sequential")).figures().orElseThrow().digest());
              assertThat(figures.ledger()).containsEntry("commits", 2000L);
              assertThat(figures.ledger()).containsEntry("writes", 4000L);
              assertThat(figures.work()).isEqualTo(2000);
              assertThat(figures.repetitions()).isEqualTo(1);
              assertThat(figures.seconds()).isPositive();
              assertThat(figures.throughput()).isEqualTo(2000 / figures.seconds());
              assertThat(figures.latency().orElseThrow().samples()).isPositive();
              assertThat(figures.threads().jvm()).isGreaterThanOrEqualTo(figures.threads().engine());
            });
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void tasksThatArriveDoTheSameWorkAndTellTheirResponse(String engine) throws InterruptedException {
    ForkReport report = perform(bank(engine).arrivingAt(100_000));

    assertThat(report.findings()).isEmpty();
    assertThat(report.figures())
        .get()
        .satisfies(
            figures -> {
              assertThat(figures.digest()).isEqualTo(perform(bank("sequential")).figures().orElseThrow().digest());
              assertThat(figures.latency().orElseThrow().samples()).isEqualTo(2000);
              assertThat(figures.arrivals().orElseThrow().response().samples()).isEqualTo(2000);
              assertThat(figures.arrivals().orElseThrow().response().p50Nanos())
                  .isGreaterThanOrEqualTo(figures.latency().orElseThrow().p50Nanos());
            });
  }

  @Test
  void closedLoadHasNoArrivalsAndKnowsItsMessages() throws InterruptedException {
    Figures threads = perform(bank("threads")).figures().orElseThrow();
    assertThat(threads.arrivals()).isEmpty();
    assertThat(threads.traffic()).contains(new Traffic(0, Optional.empty(), Optional.empty()));
    Figures actors = perform(bank("actors")).figures().orElseThrow();
    assertThat(actors.traffic().orElseThrow().messages()).isGreaterThanOrEqualTo(2 * 2000L);
    assertThat(actors.traffic().orElseThrow().queueing().orElseThrow().tasks()).isEqualTo(actors.latency().orElseThrow().samples());
  }

  /** Two hundred increments of a millisecond each arrive within some fifth of a millisecond. */
  @Test
  void moreThanCanBeDoneIsOverload() throws InterruptedException {
    OrderSample slow = new OrderSample("counter", Map.of("increments", "200", "hold", "1ms"), "threads", 2).arrivingAt(1e6);
    Figures figures = perform(slow).figures().orElseThrow();

    assertThat(figures.arrivals().orElseThrow().overload())
        .hasValueSatisfying(
            overload -> {
              assertThat(overload.repetitions()).isEqualTo(1);
              assertThat(overload.reason()).contains("of 200 tasks waited to be begun when the last one arrived");
            });
  }

  @Test
  void warmsUpBeforeItMeasuresAndTellsHowFarItIs() throws InterruptedException {
    long until = Duration.ofMillis(100).toNanos();
    ForkOrder timed = bank("threads").measuring(until, until, 1).order();
    List<ForkProgress> told = new CopyOnWriteArrayList<>();

    ForkReport report = new Performance(timed, told::add, stuck -> {}).perform();

    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.figures())
        .get()
        .satisfies(
            figures -> {
              assertThat(figures.ledger()).as("of one repetition").containsEntry("commits", 2000L);
              assertThat(figures.throughput()).isEqualTo(2000.0 * figures.repetitions() / figures.seconds());
            });
    int measured = report.figures().orElseThrow().repetitions();
    assertThat(report.exposure())
        .get()
        .satisfies(
            exposure -> {
              assertThat(exposure.repetitions()).as("warming up, too").isGreaterThan(measured);
              assertThat(exposure.tasks()).isEqualTo(2000L * exposure.repetitions());
              assertThat(exposure.seconds()).isGreaterThan(report.figures().orElseThrow().seconds());
            });
    assertThat(told).extracting(ForkProgress::phase).isSubsetOf("warming up", "measuring");
    assertThat(told).extracting(ForkProgress::commits).isSorted();
  }

  @ParameterizedTest
  @MethodSource("everyEngine")
  void workThatTakesTooLongIsStalled(String engine) throws InterruptedException {
    int workers = engine.equals("sequential") ? 1 : 2;
    ForkReport report =
        perform(
            new OrderSample("counter", Map.of("increments", "1000000000000"), engine, workers).within(Duration.ofMillis(200).toNanos()));

    assertThat(report.status()).isEqualTo(Status.STALLED);
    assertThat(report.reason()).get().asString().startsWith("not done within the limit of 0.2 s after ");
    assertThat(report.figures()).isEmpty();
    assertThat(report.findings()).isEmpty();
    assertThat(report.workers()).hasSize(workers);
  }

  @ParameterizedTest
  @MethodSource("coordinatingEngines")
  void philosophersWithoutOrderDeadlockAndSayWhoWaitsForWhom(String engine) throws InterruptedException {
    Map<String, String> table = Map.of("seats", "5", "meals", "1000000", "gap", "2ms", "pause", "timer");

    ForkReport report = perform(new OrderSample("philosophers", table, engine, 5).under(Policy.UNORDERED));

    assertThat(report.status()).isEqualTo(Status.DEADLOCK);
    assertThat(report.reason()).get().asString().as("not for the lack of progress").startsWith("5 workers wait in a circle after ");
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.DEADLOCK);
              assertThat(finding.count()).isEqualTo(5);
              assertThat(finding.detail().split("; ")).hasSize(5).allMatch(clause -> clause.contains("waits for"));
            });
    assertThat(report.exposure())
        .get()
        .satisfies(
            exposure -> {
              assertThat(exposure.repetitions()).isZero();
              assertThat(report.reason().orElse("")).endsWith(" after " + exposure.tasks() + " tasks");
              assertThat(exposure.seconds()).isBetween(0.0, 60.0);
            });
    assertThat(report.workers())
        .hasSize(5)
        .allSatisfy(
            worker -> {
              assertThat(worker.holds()).extracting(WorkerState.Claim::resource).containsExactly(worker.agent());
              assertThat(worker.wants()).get().extracting(WorkerState.Claim::resource).isEqualTo((worker.agent() + 1) % 5);
            });
  }

  private static final Map<String, String> DECLINING =
      Map.of("accounts", "10", "transfers", "2000", "opening", "500", "overdraft", "declined", "skew", "0.99");

  /** The final states differ, so the digest is of the tasks alone. */
  @ParameterizedTest
  @MethodSource("everyEngine")
  void modelThatDoesNotCommuteIsSerialisableOnEveryEngine(String engine) throws InterruptedException {
    int workers = engine.equals("sequential") ? 1 : 4;
    ForkReport report = perform(new OrderSample("bank", DECLINING, engine, workers));
    ForkReport baseline = perform(new OrderSample("bank", DECLINING, "sequential", 1));

    assertThat(report.reason()).isEmpty();
    assertThat(report.findings()).isEmpty();
    assertThat(report.figures())
        .get()
        .satisfies(
            figures -> {
              assertThat(figures.serialisable()).contains(new ForkReport.Serialisable(2000, true));
              assertThat(figures.digest()).isEqualTo(baseline.figures().orElseThrow().digest());
              assertThat(figures.ledger()).isEqualTo(baseline.figures().orElseThrow().ledger());
              assertThat(figures.repetitions()).isEqualTo(1);
            });
  }

  @Test
  void modelThatCommutesIsNotChecked() throws InterruptedException {
    assertThat(perform(bank("threads")).figures().orElseThrow().serialisable()).isEmpty();
  }

  @Test
  void moreTasksThanAHistoryHoldsAreCheckedInPart() throws InterruptedException {
    Map<String, String> many = Map.of("transfers", "100000", "overdraft", "declined");
    ForkReport report = perform(new OrderSample("bank", many, "threads", 2));

    assertThat(report.findings()).isEmpty();
    assertThat(report.figures().orElseThrow().serialisable()).contains(new ForkReport.Serialisable(65_536, true));
    assertThat(report.figures().orElseThrow().work()).isEqualTo(100_000);
  }

  @Test
  void raceOfOneWorkerLosesNothingAndSaysSo() throws InterruptedException {
    ForkReport report = perform(new OrderSample("bank", SMALL_BANK, "threads", 1).under(Policy.UNGUARDED));

    assertThat(report.status()).isEqualTo(Status.MEASURED);
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(Finding.NOTHING_LOST);
  }
}
