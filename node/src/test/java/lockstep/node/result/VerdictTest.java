package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.node.fork.Finding;
import lockstep.node.fork.Json;
import lockstep.node.fork.ForkReport.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VerdictTest {

  private static final ForkResult BASELINE = ForkSample.sequential().measured();
  private static final ForkSample THREADS = ForkSample.of("threads", "ordered", 2);

  private static Verdict of(ForkResult... forks) {
    Verdict verdict = Verdict.of(new Comparison(List.of(forks), "sequential"));
    assertThat(verdict.isPass()).isEqualTo(verdict.exitCode() == 0);
    assertThat(verdict.sentence()).endsWith(".").doesNotContain(". ").doesNotContain("\n");
    return verdict;
  }

  @Test
  void sameWorkPassesAndSaysHowMuchAndByWhom() {
    assertThat(of(BASELINE, THREADS.measured(), ForkSample.of("actors", "ordered", 2).measured()))
        .isEqualTo(
            new Verdict(
                "pass",
                0,
                "3 engines did the same work (1000 tasks each, one digest (0000000000000007), one ledger): sequential, threads, actors."));
  }

  @Test
  void tasksWhoseStateDependsOnTheirOrderAreSaidToBeSerialisable() {
    ForkSample baseline = ForkSample.sequential().withSerialisable(1000, true);
    ForkSample threads = THREADS.withSerialisable(1000, true);

    assertThat(of(baseline.measured(), threads.measured()).sentence())
        .isEqualTo(
            "2 engines did the same work (1000 tasks each, one digest of them (0000000000000007), one ledger, serialisable):"
                + " sequential, threads.");
    assertThat(of(threads.withSerialisable(640, true).measured()).sentence())
        .contains("one ledger, serialisable in the first 640 tasks.");
    assertThat(of(baseline.measured(), BASELINE, ForkSample.sequential().withSeed(43).measured()).sentence())
        .contains("for each of them one digest and one ledger, serialisable where the state depends on the order.");
    assertThat(of(baseline.measured(), threads.withDigest(8).measured()).outcome()).isEqualTo("different-work");
  }

  @Test
  void tasksThatAreNotSerialisableAreDifferentWork() {
    ForkResult skewed =
        THREADS.withSerialisable(1000, false).withFinding(Finding.NOT_SERIALISABLE, 2, "tasks 3 and 4").measured();

    assertThat(of(ForkSample.sequential().withSerialisable(1000, true).measured(), skewed))
        .isEqualTo(
            new Verdict(
                "different-work", 12, "Not the same work: threads (ordered, 2 workers) is not serialisable (tasks 3 and 4)."));
  }

  @Test
  void singleEnginePassesByItsOwnChecks() {
    assertThat(of(BASELINE).sentence())
        .isEqualTo("sequential did its work: 1000 tasks each, one digest (0000000000000007), one ledger.");
  }

  @Test
  void worksOfDifferentSeedsAndParametersAreComparedApart() {
    Verdict verdict =
        of(
            BASELINE,
            THREADS.measured(),
            ForkSample.sequential().withSeed(43).withDigest(8).measured(),
            THREADS.withSeed(43).withDigest(8).measured(),
            ForkSample.sequential().withCell(Map.of("accounts", "10")).withDigest(9).measured());

    assertThat(verdict.outcome()).isEqualTo("pass");
    assertThat(verdict.sentence()).contains("3 different works, for each of them one digest and one ledger");
  }

  @Test
  void otherDigestIsDifferentWorkAndBothAreTold() {
    assertThat(of(BASELINE, THREADS.withDigest(8).measured()))
        .isEqualTo(
            new Verdict(
                "different-work",
                12,
                "Not the same work: threads (ordered, 2 workers) has the digest 0000000000000008, not the 0000000000000007 of"
                    + " sequential."));
  }

  @Test
  void otherLedgerIsDifferentWorkEvenWithTheSameDigest() {
    assertThat(of(BASELINE, THREADS.withWrites(1999).measured()).sentence())
        .isEqualTo("Not the same work: threads (ordered, 2 workers) has another ledger than sequential.");
  }

  @Test
  void lostUpdatesAreToldOfAllRepetitions() {
    ForkResult race =
        ForkSample.of("threads", "unguarded", 2).withDigest(8).withFinding(Finding.LOST_UPDATES, 12, "updates").measured();

    assertThat(of(BASELINE, race))
        .isEqualTo(
            new Verdict("different-work", 12, "Not the same work: threads (unguarded, 2 workers) lost 12 of 6000 updates."));
  }

  @Test
  void raceThatLosesNothingProvesNothing() {
    ForkResult race = ForkSample.of("threads", "unguarded", 1).withFinding(Finding.NOTHING_LOST, 0, "nothing").measured();

    assertThat(of(BASELINE, race))
        .isEqualTo(
            new Verdict("inconclusive", 11, "Inconclusive: threads (unguarded, 1 worker) lost nothing in its race."));
  }

  @Test
  void deadlockIsADefectOfTheEngineNotAGap() {
    ForkResult stuck =
        ForkSample.of("actors", "unordered", 5).withFinding(Finding.DEADLOCK, 5, "who waits").without(Status.DEADLOCK, "no progress");

    assertThat(of(stuck))
        .isEqualTo(
            new Verdict(
                "different-work", 12, "Not the same work: actors (unordered, 5 workers) deadlocked (5 workers in a cycle)."));
  }

  @Test
  void brokenInvariantsAndHoldsAndIrreproducibleWorkAreDefects() {
    assertThat(
            of(
                    THREADS.withFinding(Finding.INVARIANT, 1, "money is conserved: expected 1, found 2").measured(),
                    THREADS.withFinding(Finding.BROKEN_HOLD, 3, "resources").measured(),
                    THREADS.withFinding(Finding.IRREPRODUCIBLE, 1, "other work").measured())
                .sentence())
        .contains(
            "broke an invariant (money is conserved: expected 1, found 2)",
            "let 3 resources change while they were held",
            "did other work each time");
  }

  @ParameterizedTest
  @EnumSource(names = {"STALLED", "FAILED", "INTERRUPTED"})
  void forkWithoutAMeasurementLeavesTheRunInconclusive(Status status) {
    assertThat(of(BASELINE, THREADS.without(status, "a reason")))
        .isEqualTo(new Verdict("inconclusive", 11, "Inconclusive: threads (ordered, 2 workers) " + status.text() + "."));
  }

  @Test
  void cellThatAnEngineCannotHaveIsNoGap() {
    ForkResult impossible = ForkSample.of("actors", "unguarded", 2).without(Status.NOT_AVAILABLE, "actors offers others");

    assertThat(of(BASELINE, impossible).outcome()).isEqualTo("pass");
    assertThat(of(impossible)).isEqualTo(new Verdict("inconclusive", 11, "Inconclusive: nothing was measured."));
    assertThat(of()).isEqualTo(new Verdict("inconclusive", 11, "Inconclusive: nothing was measured."));
  }

  @Test
  void differentWorkOutweighsGaps() {
    assertThat(of(BASELINE, THREADS.withDigest(8).measured(), THREADS.without(Status.FAILED, "died")).outcome())
        .isEqualTo("different-work");
  }

  @Test
  void whatSeveralForksNoticedAlikeIsToldOnce() {
    ForkSample risky = ForkSample.of("threads", "unordered", 2);

    assertThat(of(BASELINE, risky.deadlocked(3, 20), risky.withNumber(2).deadlocked(9, 20), risky.withNumber(3).measured()).sentence())
        .isEqualTo("Not the same work: threads (unordered, 2 workers) deadlocked (2 workers in a cycle), 2 times.");
  }

  @Test
  void manyDefectsStayASentence() {
    ForkResult[] forks =
        Stream.concat(
                Stream.of(BASELINE),
                IntStream.range(0, 9).mapToObj(n -> THREADS.withDigest(100 + n).measured()))
            .toArray(ForkResult[]::new);

    assertThat(of(forks).sentence()).contains("0000000000000066").doesNotContain("0000000000000067").endsWith("; and 6 more.");
  }

  /** A fork as it would be, had the machine been like that. */
  private static ForkResult on(String state, ForkResult fork) {
    return Json.read(Json.line(fork).replace("\"state\":\"quiet\"", "\"state\":\"" + state + "\""), ForkResult.class);
  }

  private static Verdict judged(boolean strict, ForkResult... forks) {
    Comparison comparison = new Comparison(List.of(forks), "sequential");
    return Verdict.of(comparison, new Judgement(comparison, List.of(), strict));
  }

  @Test
  void strictnessMakesNoisyAndUnsettledForksInconclusive() {
    ForkResult quiet = ForkSample.sequential().measured();
    ForkResult noisy = on("noisy", quiet);
    ForkResult unsettled = ForkSample.sequential().unsettled().measured();

    assertThat(judged(true, quiet).exitCode()).isZero();
    assertThat(judged(false, noisy).exitCode()).isZero();
    assertThat(judged(true, noisy).exitCode()).isEqualTo(11);
    assertThat(judged(true, noisy, noisy).sentence()).isEqualTo("Inconclusive: sequential was measured on a noisy machine.");
    assertThat(judged(false, unsettled).exitCode()).isZero();
    assertThat(judged(true, unsettled).sentence()).isEqualTo("Inconclusive: sequential did not settle.");
  }

  @Test
  void throttledForkThatWasToSettleIsInconclusiveWithoutStrictness() {
    assertThat(judged(false, on("throttled", ForkSample.sequential().unsettled().measured())).sentence())
        .isEqualTo("Inconclusive: sequential was throttled.");
    assertThat(judged(false, on("throttled", ForkSample.sequential().measured())).exitCode()).as("nobody asked").isZero();
    assertThat(judged(true, on("throttled", ForkSample.sequential().measured())).exitCode()).isEqualTo(11);
  }

  @Test
  void deadlockThatWasProvedImpossibleFailsEvenWhenAllElseIsWell() {
    Comparison comparison = new Comparison(List.of(BASELINE, THREADS.measured()), "sequential");
    Judgement judgement = new Judgement(comparison, List.of());

    assertThat(Verdict.of(comparison, judgement, List.of(ProofSample.deadlocking(), ProofSample.absent(1))))
        .isEqualTo(
            new Verdict(
                "different-work", 12, "Seen, though proved to be impossible: threads (ordered, 2 workers) deadlocked in 1 of 10 forks."));
    assertThat(Verdict.of(comparison, judgement, List.of(ProofSample.deadlocking(), ProofSample.absent(0))).isPass()).isTrue();
  }
}
