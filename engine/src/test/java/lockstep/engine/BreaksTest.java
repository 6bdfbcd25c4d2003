package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BreaksTest {

  private static final long FOUND = -1_000;

  /** Three workers that began to wait 70, 90 and 20 ns before the circle was found. */
  private static BrokenCircle circle() {
    List<WorkerState> workers =
        IntStream.range(0, 3).mapToObj(w -> new WorkerState(w, w, -1, "ask", 0, List.of(), Optional.empty())).toList();
    long[] waited = {70, 90, 20};
    return new BrokenCircle(new Circle(workers), worker -> FOUND - waited[worker], FOUND);
  }

  @Test
  void timesAreFromTheFirstWaitToTheLastToWhenItWasFoundToWhenAllWasGivenBack() {
    assertThat(circle().givenBack(FOUND + 7, true)).isEqualTo(new BrokenDeadlock(3, true, 70, 20, 7));
  }

  @Test
  void theFirstWorkerThatCommitsTellsTheRecovery() {
    BrokenCircle circle = circle();
    Account first = new Account();
    Account second = new Account();
    var _ = circle.givenBack(FOUND + 7, false);
    circle.committed(FOUND + 50, first);
    circle.committed(FOUND + 40, second);
    assertThat(first.deadlocks().recoveries()).containsExactly(43);
    assertThat(second.deadlocks().recoveries()).isEmpty();
  }

  @Test
  void aTaskThatIsAVictimTwiceIsToldSoAndTheNextTaskIsNot() {
    Account account = new Account();
    Breaks breaks = new Breaks(account);
    for (int time = 0; time < 2; time++) {
      breaks.breaks(circle());
      breaks.gaveBack();
    }
    breaks.gaveBack();
    breaks.breaks(circle());
    breaks.gaveBack();
    breaks.gaveBack();
    assertThat(account.deadlocks().broken()).isEqualTo(3);
    assertThat(account.deadlocks().repeated()).isEqualTo(1);
    assertThat(account.deadlocks().members()).isEqualTo(9);
    assertThat(account.deadlocks().recoveries()).hasSize(3);
  }

  @Test
  void whoGivesBackWithoutHavingBeenInACircleTellsNothing() {
    Account account = new Account();
    new Breaks(account).gaveBack();
    assertThat(account.deadlocks().broken()).isZero();
    assertThat(account.deadlocks().recoveries()).isEmpty();
  }
}
