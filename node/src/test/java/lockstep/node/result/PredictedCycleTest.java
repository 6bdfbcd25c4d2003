package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.WorkerState;
import lockstep.engine.WorkerState.Claim;
import lockstep.node.fork.ForkReport;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.PredictedCycle.Label;
import lockstep.node.result.PredictedCycle.Prediction;
import lockstep.simulation.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of predicted cycles, by what forks were seen in. */
final class PredictedCycleTest {

  private static final Prediction PAIR = new Prediction(List.of(3, 7), List.of(0, 1), List.of(10L, 11L), true);

  private static WorkerState worker(int number, int holds, int wants) {
    return worker(number, new Claim(holds, Mode.EXCLUSIVE), new Claim(wants, Mode.EXCLUSIVE));
  }

  private static WorkerState worker(int number, Claim holds, Claim wants) {
    return new WorkerState(number, 100L + number, -1, "ask", 0, List.of(holds), Optional.of(wants));
  }

  private static ForkResult fork(Status status, WorkerState... workers) {
    ForkReport report = ForkReport.givenUp(status, "no progress", List.of(), List.of(workers));
    return ForkResult.of(new CellName("bank", "threads", 2, Optional.of("unordered"), Map.of(), Map.of(), 42), 1, 1, report);
  }

  private static ForkResult deadlocked(WorkerState... workers) {
    return fork(Status.DEADLOCK, workers);
  }

  private static List<PredictedCycle> label(boolean absent, ForkResult... forks) {
    return PredictedCycle.label(List.of(PAIR), List.of(forks).stream().map(SeenCycle::of).toList(), absent);
  }

  @Test
  void cycleThatAForkDeadlockedInIsConfirmed() {
    ForkResult seen = deadlocked(worker(5, 7, 3), worker(2, 3, 7));
    ForkResult other = deadlocked(worker(0, 1, 2), worker(1, 2, 1));

    assertThat(label(false, seen, seen, other).getFirst())
        .isEqualTo(new PredictedCycle(List.of(3, 7), List.of(0, 1), List.of(10L, 11L), Label.CONFIRMED, 2, true));
  }

  @Test
  void cycleThatNobodyWasSeenInIsRefutedByAProofAndPredictedWithout() {
    assertThat(label(true)).extracting(PredictedCycle::label).containsExactly(Label.REFUTED);
    assertThat(label(false)).extracting(PredictedCycle::label).containsExactly(Label.PREDICTED);
  }

  @Test
  void whatWasSeenOutweighsAProof() {
    assertThat(label(true, deadlocked(worker(0, 3, 7), worker(1, 7, 3)))).extracting(PredictedCycle::label).containsExactly(Label.CONFIRMED);
  }

  @Test
  void circleOverMoreOrOtherResourcesConfirmsNothingAndIsToldAsUnpredicted() {
    List<PredictedCycle> all = label(false, deadlocked(worker(0, 3, 7), worker(1, 7, 9), worker(2, 9, 3)));

    assertThat(all).extracting(PredictedCycle::label).containsExactly(Label.PREDICTED, Label.UNPREDICTED);
    assertThat(all.getLast()).isEqualTo(new PredictedCycle(List.of(3, 7, 9), List.of(0, 1, 2), List.of(100L, 101L, 102L), Label.UNPREDICTED, 1, false));
  }

  @Test
  void circleTheOtherWayRoundIsAnotherOne() {
    Prediction ring = new Prediction(List.of(0, 1, 2), List.of(0, 1, 2), List.of(0L, 1L, 2L), false);
    ForkResult backwards = deadlocked(worker(0, 0, 2), worker(1, 1, 0), worker(2, 2, 1));

    assertThat(PredictedCycle.label(List.of(ring), List.of(SeenCycle.of(backwards)), false))
        .extracting(PredictedCycle::label)
        .containsExactly(Label.PREDICTED, Label.UNPREDICTED);
    assertThat(SeenCycle.of(backwards)).containsExactly(new SeenCycle(List.of(0, 2, 1), List.of(0, 2, 1), List.of(100L, 102L, 101L)));
  }

  @Test
  void workersThatOnlyWaitForTheCircleAreNoPartOfIt() {
    assertThat(SeenCycle.of(deadlocked(worker(0, 1, 3), worker(1, 3, 7), worker(2, 7, 3), worker(3, 2, 1))))
        .containsExactly(new SeenCycle(List.of(3, 7), List.of(1, 2), List.of(101L, 102L)));
  }

  @Test
  void everyCircleOfAForkIsFoundOnce() {
    assertThat(SeenCycle.of(deadlocked(worker(0, 1, 2), worker(1, 4, 3), worker(2, 2, 1), worker(3, 3, 4))))
        .extracting(SeenCycle::resources)
        .containsExactly(List.of(1, 2), List.of(3, 4));
  }

  @Test
  void readersDoNotWaitForReadersNorAnybodyForCountedResources() {
    Claim reads = new Claim(1, Mode.SHARED);
    Claim writes = new Claim(1, Mode.EXCLUSIVE);
    Claim other = new Claim(2, Mode.EXCLUSIVE);
    Claim permit = new Claim(1, Mode.PERMIT);

    assertThat(SeenCycle.of(deadlocked(worker(0, reads, other), worker(1, other, reads)))).isEmpty();
    assertThat(SeenCycle.of(deadlocked(worker(0, permit, other), worker(1, other, permit)))).isEmpty();
    assertThat(SeenCycle.of(deadlocked(worker(0, reads, other), worker(1, other, writes)))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEADLOCK")
  void forksThatDidNotDeadlockConfirmNothing(Status status) {
    assertThat(SeenCycle.of(fork(status, worker(0, 3, 7), worker(1, 7, 3)))).isEmpty();
  }
}
