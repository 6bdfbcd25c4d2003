package lockstep.node.result;

import static lockstep.node.result.JudgementTest.ACTORS;
import static lockstep.node.result.JudgementTest.ALL;
import static lockstep.node.result.JudgementTest.LOST;
import static lockstep.node.result.JudgementTest.RACE;
import static lockstep.node.result.JudgementTest.SAME;
import static lockstep.node.result.JudgementTest.SEQUENTIAL;
import static lockstep.node.result.JudgementTest.SKEW;
import static lockstep.node.result.JudgementTest.THREADS;
import static lockstep.node.result.JudgementTest.deadlocked;
import static lockstep.node.result.JudgementTest.fork;
import static lockstep.node.result.JudgementTest.measured;
import static lockstep.node.result.JudgementTest.result;
import static lockstep.node.result.JudgementTest.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import lockstep.node.fork.Finding;
import org.junit.jupiter.api.Test;

/** Races and deadlocks that a scenario expects: what they excuse, and what they do not. */
final class ExpectedFindingTest {

  @Test
  void expectedRacePassesThoughDigestAndInvariantDiffer() {
    Map<String, Set<String>> unguarded = Map.of("policy", Set.of("unguarded"));
    Verdict verdict = verdict("lost-updates > 0", unguarded, SEQUENTIAL, THREADS, RACE);

    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.sentence())
        .isEqualTo(
            "2 engines did the same work (100 tasks each, one digest of them (digest), one ledger, serialisable): sequential, threads."
                + " As expected: threads (unguarded, 2 workers) lost 4 of 20 updates. 1 expectation holds.");
  }

  @Test
  void raceIsExpectedOnlyByWhatExcludesThatThereIsNone() {
    assertThat(verdict("lost-updates >= 0", ALL, SEQUENTIAL, RACE).exitCode()).isEqualTo(12);
    assertThat(verdict("lost-updates > 4", ALL, SEQUENTIAL, RACE).exitCode()).isEqualTo(12);
    assertThat(verdict("lost-updates > 0", Map.of("engine", Set.of("sequential")), SEQUENTIAL, RACE).exitCode()).isEqualTo(12);
    assertThat(verdict("invariants > 0", Map.of("policy", Set.of("unguarded")), SEQUENTIAL, RACE).exitCode()).isEqualTo(12);
    assertThat(verdict("lost-updates != 0", Map.of("policy", Set.of("unguarded")), SEQUENTIAL, RACE).exitCode()).isZero();
  }

  @Test
  void expectedRaceMustStillKeepTheLedger() {
    ForkResult other = fork("threads", "unguarded", 2, measured("other", 11, 4000, LOST));

    Verdict verdict = verdict("lost-updates > 0", Map.of("policy", Set.of("unguarded")), SEQUENTIAL, other);

    assertThat(verdict.exitCode()).isEqualTo(12);
    assertThat(verdict.sentence()).contains("has another ledger than sequential");
  }

  @Test
  void guardedWorkIsNotMeasuredByTheStateOfAnExpectedRace() {
    assertThat(verdict("lost-updates > 0", Map.of("policy", Set.of("unguarded")), RACE, THREADS, ACTORS).exitCode()).isZero();
    ForkResult wrong = fork("actors", "ordered", 2, measured("wrong", 10, 500));
    assertThat(verdict("lost-updates > 0", Map.of("policy", Set.of("unguarded")), RACE, THREADS, wrong).exitCode()).isEqualTo(12);
  }

  @Test
  void tasksWithoutAnOrderAreDifferentWorkUnlessTheyAreExpected() {
    ForkResult skewed = fork("threads", "unguarded", 2, measured(SAME, 10, 1, SKEW));
    ForkResult lossy = fork("threads", "unguarded", 2, measured(SAME, 10, 1, SKEW, LOST));
    Map<String, Set<String>> unguarded = Map.of("policy", Set.of("unguarded"));

    assertThat(verdict("not-serialisable == 3", unguarded, SEQUENTIAL, skewed))
        .isEqualTo(
            new Verdict(
                "pass",
                0,
                "sequential did its work: 100 tasks each, one digest of them (digest), one ledger, serialisable."
                    + " As expected: threads (unguarded, 2 workers) is not serialisable (skew). 1 expectation holds."));
    assertThat(verdict("not-serialisable == 0", unguarded, SEQUENTIAL, skewed).exitCode()).isEqualTo(12);
    assertThat(verdict("throughput > 0", ALL, SEQUENTIAL, skewed).sentence())
        .isEqualTo("Not the same work: threads (unguarded, 2 workers) is not serialisable (skew).");
    assertThat(verdict("lost-updates > 0", unguarded, SEQUENTIAL, lossy).exitCode()).isZero();
    assertThat(verdict("not-serialisable > 0", unguarded, SEQUENTIAL, lossy).exitCode()).isEqualTo(12);
  }

  @Test
  void whetherTasksHaveAnOrderIsUnknownWhereItWasNotChecked() {
    ForkResult commuting = ForkSample.of("threads", "ordered", 2).measured();

    assertThat(result("not-serialisable == 0", ALL, commuting).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
  }

  @Test
  void brokenHoldIsNeverExcusedByLostUpdates() {
    ForkResult race = fork("threads", "unguarded", 2, measured("other", 10, 1, LOST, new Finding(Finding.BROKEN_HOLD, 1, "held")));

    assertThat(verdict("lost-updates > 0", Map.of("policy", Set.of("unguarded")), SEQUENTIAL, race).exitCode()).isEqualTo(12);
  }

  @Test
  void expectedDeadlockPassesEvenWhenNothingElseWasRun() {
    ForkResult stuck = fork("threads", "unordered", 5, deadlocked());
    Verdict verdict = verdict("deadlocks == 1", ALL, stuck);

    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.sentence())
        .isEqualTo("As expected: threads (unordered, 5 workers) deadlocked (5 workers in a cycle). 1 expectation holds.");
    assertThat(verdict("deadlocks == 0", ALL, stuck).exitCode()).isEqualTo(12);
    assertThat(result("deadlocks == 0", ALL, stuck).detail()).isEqualTo("threads (unordered, 5 workers) has deadlocks = 1");
    assertThat(result("lost-updates == 0", ALL, stuck).status()).isEqualTo(ExpectationResult.Status.INCONCLUSIVE);
    assertThat(result("deadlocks > 0", ALL, THREADS).status()).isEqualTo(ExpectationResult.Status.FAIL);
  }
}
