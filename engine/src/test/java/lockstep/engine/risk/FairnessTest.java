package lockstep.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.engine.Policy;
import lockstep.simulation.Mode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FairnessTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  private static Fairness fairness(MoveList moves, int permits) {
    return RiskFigures.of(TraceEnd.DONE, moves.moves(), 0, Policy.UNORDERED, r -> permits).fairness();
  }

  private static Fairness fairness(MoveList moves) {
    return fairness(moves, 1);
  }

  private static double evenness(double... shares) {
    return Fairness.evenness(shares).orElseThrow();
  }

  @Test
  void evennessIsOneForEqualSharesAndOneOverNWhenOneHasAll() {
    assertThat(evenness(3, 3, 3)).isCloseTo(1, ROUNDING);
    assertThat(evenness(0, 0, 0, 8)).isCloseTo(0.25, ROUNDING);
    assertThat(evenness(1, 2, 3)).isCloseTo(36.0 / (3 * 14), ROUNDING);
    assertThat(Fairness.evenness(0, 0)).isEmpty();
    assertThat(Fairness.evenness()).isEmpty();
  }

  @Test
  void whoeverAsksLaterAndIsGrantedBeforeBypasses() {
    MoveList moves = new MoveList().takes(0, 7).wants(1, 7);
    for (int worker = 2; worker < 5; worker++) {
      moves.wants(worker, 7).released(worker == 2 ? 0 : worker - 1, 7).granted(worker, 7);
    }
    assertThat(fairness(moves).mostBypassed()).isEqualTo(3);
    assertThat(fairness(moves).longestWaitNanos()).isEqualTo(9 * MoveList.APART);
  }

  @Test
  void whoeverAskedEarlierDoesNotBypass() {
    assertThat(fairness(new MoveList().takes(0, 7).wants(1, 7).wants(2, 7).released(0, 7).granted(1, 7)).mostBypassed()).isZero();
  }

  @Test
  void readersDoNotBypassReadersButWriters() {
    MoveList readers = new MoveList().takes(0, 7).wants(1, 7, Mode.SHARED).wants(2, 7, Mode.SHARED).released(0, 7);
    assertThat(fairness(readers.granted(2, 7, Mode.SHARED).granted(1, 7, Mode.SHARED)).mostBypassed()).isZero();
    MoveList writer = new MoveList().takes(0, 7, Mode.SHARED).wants(1, 7).takes(2, 7, Mode.SHARED).takes(3, 7, Mode.SHARED);
    assertThat(fairness(writer).mostBypassed()).isEqualTo(2);
  }

  @Test
  void otherResourcesBypassNobody() {
    assertThat(fairness(new MoveList().takes(0, 7).wants(1, 7).takes(2, 8)).mostBypassed()).isZero();
  }

  @Test
  void permitsBypassWhenThereAreNotEnough() {
    MoveList moves = new MoveList().takes(0, 7, Mode.PERMIT).wants(1, 7, Mode.PERMIT).takes(2, 7, Mode.PERMIT);
    assertThat(fairness(moves, 3).mostBypassed()).as("there is one for worker 1, too").isZero();
    assertThat(fairness(moves, 2).mostBypassed()).isEqualTo(1);
  }

  @Test
  void commitsCountUntilTheFirstWorkerHasNoMore() {
    MoveList moves = new MoveList().commits(0).commits(1).commits(0).commits(0).commits(1).commits(1);
    assertThat(fairness(moves).commitEvenness()).hasValueSatisfying(even -> assertThat(even).isCloseTo(evenness(3, 1), ROUNDING));
  }

  @Test
  void whoIsKeptFromItsFirstTaskCountsWithNone() {
    MoveList moves = new MoveList().takes(0, 7).wants(1, 7).commits(2).commits(2);
    assertThat(fairness(moves).commitEvenness()).hasValueSatisfying(even -> assertThat(even).isCloseTo(1.0 / 3, ROUNDING));
  }

  @Test
  void waitingIsEvenWhenAllWaitForAsLong() {
    MoveList moves = new MoveList().takes(0, 7).wants(1, 7).released(0, 7).granted(1, 7).wants(0, 7).released(1, 7).granted(0, 7);
    assertThat(fairness(moves).waitEvenness()).hasValueSatisfying(even -> assertThat(even).isCloseTo(1, ROUNDING));
    assertThat(fairness(moves.takes(2, 8)).waitEvenness()).hasValueSatisfying(even -> assertThat(even).isCloseTo(2.0 / 3, ROUNDING));
  }

  @Test
  void withoutWaitsAndWithoutMovesThereIsNothingToCompare() {
    assertThat(fairness(new MoveList().takes(0, 7).released(0, 7).commits(0)).waitEvenness()).isEmpty();
    RiskFigures none = RiskFigures.of(TraceEnd.DONE, List.of(), 3, Policy.ORDERED, r -> 1);
    assertThat(none.fairness().commitEvenness()).isEmpty();
    assertThat(none).extracting(RiskFigures::tasks, RiskFigures::nanos, RiskFigures::dropped).containsExactly(0L, 0L, 3L);
  }
}
