package lockstep.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LivelockTest {

  private static Livelock of(MoveList moves) {
    return Livelock.of(moves.moves());
  }

  @Test
  void withoutRetriesEveryTaskTakesOneAttempt() {
    assertThat(of(new MoveList().takes(0, 1).released(0, 1).commits(0))).isEqualTo(new Livelock(0, 0, 1));
    assertThat(Livelock.of(List.of())).isEqualTo(new Livelock(0, 0, 0));
  }

  @Test
  void retriesOfAllWorkersAreInARowUntilAnybodyCommits() {
    MoveList moves = new MoveList().retries(0).retries(1).retries(0).commits(2).retries(1).retries(0).commits(0);
    assertThat(of(moves)).isEqualTo(new Livelock(5, 3, 4));
  }

  @Test
  void attemptsAreOfOneTask() {
    MoveList moves = new MoveList().retries(0).retries(0).commits(0).retries(0).commits(0);
    assertThat(of(moves).mostAttempts()).isEqualTo(3);
  }

  @Test
  void whatIsNotDoneAtTheEndCounts() {
    assertThat(of(new MoveList().commits(0).retries(1).retries(1))).isEqualTo(new Livelock(2, 2, 3));
  }
}
