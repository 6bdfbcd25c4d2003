package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lockstep.engine.Ledger;
import lockstep.engine.Queueing;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.ClaimException;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Selection;
import lockstep.node.fork.BrokenDeadlocks;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.Iteration;
import lockstep.node.fork.NamedCounts;
import lockstep.node.fork.ForkReport.Figures;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Overload;
import lockstep.node.fork.ForkReport.Retries;
import lockstep.node.fork.ForkReport.Serialisable;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.fork.ForkReport.Threads;
import lockstep.node.fork.ForkReport.Traffic;
import lockstep.node.fork.ForkReport.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of expectations; {@link ExpectedFindingTest} uses its forks. */
final class JudgementTest {

  static final String SAME = "digest";
  static final Finding LOST = new Finding(Finding.LOST_UPDATES, 4, "lost");
  private static final Finding BROKEN = new Finding(Finding.INVARIANT, 2, "money");
  static final Finding SKEW = new Finding(Finding.NOT_SERIALISABLE, 3, "skew");
  private static final Finding CYCLE = new Finding(Finding.DEADLOCK, 5, "cycle");
  static final Map<String, Set<String>> ALL = Map.of();

  static ForkReport measured(String digest, long writes, double throughput, Finding... findings) {
    return measured(Optional.empty(), digest, writes, throughput, findings);
  }

  private static ForkReport measured(
      Optional<Overload> overload, String digest, long writes, double throughput, Finding... findings) {
    Figures figures =
        new Figures(
            digest,
            NamedCounts.of(new Ledger(100, 1, writes, 0, 0, 0, 2, 3, 4, 5, 6)),
            100,
            List.of(new Iteration(2, 0.5, Optional.empty())),
            Optional.empty(),
            new Disturbance("quiet", List.of()),
            Optional.empty(),
            2,
            0.5,
            throughput,
            Optional.of(new Latency(50, 1_000, 25_300_000, 30_000_000, List.of())),
            Optional.of(new Waits(7, 8_000, 5_000)),
            Optional.of(new Traffic(12, Optional.of(new Queueing(4, 5, 6_000)), Optional.empty())),
            Optional.of(new Arrived(new Latency(50, 2_000, 35_300_000, 40_000_000, List.of()), overload)),
            Optional.of(new Retries(3, 4_000)),
            Optional.of(new BrokenDeadlocks(8, 1, 16, 9, 10, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
            Optional.of(Map.of()),
            new Threads(3, 20),
            Optional.of(new Serialisable(100, Arrays.stream(findings).noneMatch(SKEW::equals))),
            Optional.empty());
    return ForkReport.of(figures, List.of(findings));
  }

  static ForkReport deadlocked() {
    return ForkReport.givenUp(Status.DEADLOCK, "stood still", List.of(CYCLE), List.of());
  }

  static ForkResult fork(String engine, String policy, int workers, ForkReport report) {
    Optional<String> named = policy.isEmpty() ? Optional.empty() : Optional.of(policy);
    return ForkResult.of(new CellName("bank", engine, workers, named, Map.of(), Map.of("skew", "0"), 42), 1, 1, report);
  }

  static final ForkResult SEQUENTIAL = fork("sequential", "", 1, measured(SAME, 10, 1000));
  static final ForkResult THREADS = fork("threads", "ordered", 2, measured(SAME, 10, 3000));
  static final ForkResult ACTORS = fork("actors", "ordered", 2, measured(SAME, 10, 500));
  static final ForkResult RACE = fork("threads", "unguarded", 2, measured("other", 10, 4000, LOST, BROKEN));

  private static Expectation expect(String that, Map<String, Set<String>> where) {
    try {
      return new Expectation("case", that, Claim.parse(that), new Selection(where));
    } catch (ClaimException e) {
      throw new AssertionError(that, e);
    }
  }

  private static Judgement judged(Expectation expectation, ForkResult... forks) {
    return new Judgement(new Comparison(List.of(forks), "sequential"), List.of(expectation));
  }

  static ExpectationResult result(String that, Map<String, Set<String>> where, ForkResult... forks) {
    return judged(expect(that, where), forks).results().getFirst();
  }

  static Verdict verdict(String that, Map<String, Set<String>> where, ForkResult... forks) {
    Comparison comparison = new Comparison(Arrays.asList(forks), "sequential");
    return Verdict.of(comparison, new Judgement(comparison, List.of(expect(that, where))));
  }

  @ParameterizedTest
  @CsvSource({
    "throughput == 3000",
    "speed-up == 3",
    "seconds == 0.5",
    "work == 100",
    "repetitions == 2",
    "latency.p50 == 1us",
    "latency.p99 == 25.3ms",
    "latency.max == 0.03s",
    "latency.samples == 50",
    "waits.contended == 7",
    "waits.time == 8000ns",
    "waits.longest == 5us",
    "messages == 12",
    "queueing.stays == 5",
    "queueing.time == 6us",
    "response.p50 == 2us",
    "response.p99 == 35.3ms",
    "response.max == 40ms",
    "overloaded == 0",
    "ledger.commits == 100",
    "ledger.reads == 1",
    "ledger.writes == 10",
    "ledger.permits == 0",
    "ledger.compute-units == 2",
    "ledger.think == 3ns",
    "ledger.await == 4ns",
    "ledger.gap == 5ns",
    "ledger.hold == 6ns",
    "threads.engine == 3",
    "threads.jvm == 20",
    "lost-updates == 0",
    "deadlocks == 0",
    "broken-holds == 0",
    "invariants == 0",
    "not-serialisable == 0"
  })
  void everyFigureHasItsValue(String that) {
    assertThat(result(that, Map.of("engine", Set.of("threads")), SEQUENTIAL, THREADS).detail()).isEqualTo("holds in 1 cell");
  }

  /** Throughput and latencies of such a fork say nothing; that it is overloaded can be expected. */
  @Test
  void whatIsExpectedOfThroughputUnderOverloadIsInconclusive() {
    ForkResult overloaded =
        fork("actors", "ordered", 2, measured(Optional.of(new Overload(1, "too much")), SAME, 10, 500));

    assertThat(result("throughput > 1", ALL, SEQUENTIAL, overloaded).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
    assertThat(result("throughput > 1", ALL, SEQUENTIAL, overloaded).detail()).contains("is overloaded: no throughput");
    assertThat(result("response.p99 < 1s", ALL, SEQUENTIAL, overloaded).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
    assertThat(result("overloaded == 1", Map.of("engine", Set.of("actors")), SEQUENTIAL, overloaded).status())
        .isEqualTo(ExpectationResult.Status.PASS);
  }

  @Test
  void allCoveredCellsMustHoldAndTheFirstThatDoesNotIsTold() {
    ExpectationResult failed = result("throughput >= 1000", ALL, SEQUENTIAL, THREADS, ACTORS);

    assertThat(failed.status()).isEqualTo(ExpectationResult.Status.FAIL);
    assertThat(failed.detail()).isEqualTo("actors (ordered, 2 workers) has throughput = 500");
    assertThat(result("throughput >= 1000", Map.of("engine", Set.of("sequential", "threads")), SEQUENTIAL, THREADS, ACTORS).status())
        .isEqualTo(ExpectationResult.Status.PASS);
  }

  @Test
  void cellThatAnEngineCannotHaveIsSkipped() {
    ForkResult none = fork("actors", "unguarded", 2, ForkReport.without(Status.NOT_AVAILABLE, "cannot"));

    assertThat(result("throughput > 0", ALL, THREADS, none).detail()).isEqualTo("holds in 1 cell");
    assertThat(result("throughput > 0", Map.of("engine", Set.of("actors")), THREADS, none).status())
        .isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, names = {"FAILED", "STALLED", "INTERRUPTED"})
  void cellWithoutMeasurementIsInconclusiveUnlessAnotherFails(Status status) {
    ForkResult gone = fork("actors", "ordered", 2, ForkReport.without(status, "why"));

    assertThat(result("throughput > 0", ALL, THREADS, gone).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
    assertThat(result("deadlocks == 0", ALL, THREADS, gone).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
    assertThat(result("throughput > 9e9", ALL, gone, THREADS).status()).isEqualTo(ExpectationResult.Status.FAIL);
    assertThat(verdict("throughput > 0", ALL, THREADS, gone).exitCode()).isEqualTo(11);
  }

  @Test
  void enginesAreComparedCellByCellAndAnUncoordinatedOneWithAll() {
    ForkResult one = fork("threads", "ordered", 1, measured(SAME, 10, 2000));

    assertThat(result("throughput of threads > throughput of sequential", ALL, SEQUENTIAL, one, THREADS).detail())
        .isEqualTo("holds in 2 pairs of cells");
    assertThat(result("throughput of sequential < throughput of threads", Map.of("workers", Set.of("2")), SEQUENTIAL, one, THREADS).detail())
        .isEqualTo("holds in 1 pair of cells");
    ExpectationResult failed = result("throughput of actors > 0.5 * throughput of threads", ALL, one, THREADS, ACTORS);
    assertThat(failed.status()).isEqualTo(ExpectationResult.Status.FAIL);
    assertThat(failed.detail())
        .isEqualTo("actors (ordered, 2 workers) has throughput = 500, and threads (ordered, 2 workers) has throughput = 3000");
    assertThat(result("throughput of actors > 0 * throughput of threads".replace("0 *", "0.1 *"), ALL, one, ACTORS).status())
        .as("workers differ").isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
  }

  @Test
  void differentWorkOutweighsAFailedExpectationAndThatOutweighsWhatIsMissing() {
    ForkResult gone = fork("actors", "ordered", 2, ForkReport.without(Status.FAILED, "why"));

    assertThat(verdict("latency.p99 < 20ms", ALL, SEQUENTIAL, RACE, gone).exitCode()).isEqualTo(12);
    Verdict failed = verdict("latency.p99 < 20ms", ALL, SEQUENTIAL, THREADS, gone);
    assertThat(failed.exitCode()).isEqualTo(10);
    assertThat(failed.outcome()).isEqualTo("expectation-failed");
    assertThat(failed.sentence())
        .isEqualTo("Expectation failed: case (latency.p99 < 20ms), sequential has latency.p99 = 25.3ms.");
  }

  @Test
  void withoutExpectationsTheVerdictIsAsBefore() {
    assertThat(Verdict.of(new Comparison(List.of(SEQUENTIAL, RACE), "sequential")).exitCode()).isEqualTo(12);
    assertThat(Verdict.of(new Comparison(List.of(SEQUENTIAL, THREADS), "sequential")).sentence()).doesNotContain("xpect");
  }
}
