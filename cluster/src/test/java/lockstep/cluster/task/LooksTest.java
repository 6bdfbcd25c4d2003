package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.Board;
import lockstep.engine.BoardMirror;
import org.junit.jupiter.api.Test;

final class LooksTest {

  private final Looks looks = new Looks(new BoardMirror(new Board(4)), 2);

  private void answers(int node, int look, int parts) {
    looks.answered(new TaskReport.Doing(node, look, parts, 0, new Words(new long[0])));
  }

  @Test
  void theNextLookBeginsWhenAllNodesHaveAnsweredTheLastOneToTheEnd() {
    assertThat(looks.next()).contains(new TaskShare.Look(1, false));
    assertThat(looks.next()).isEmpty();
    answers(0, 1, 1);
    assertThat(looks.next()).isEmpty();
    answers(1, 1, 2);
    assertThat(looks.next()).as("another part is to come").isEmpty();
    answers(1, 1, 2);
    assertThat(looks.next()).contains(new TaskShare.Look(2, false));
  }

  @Test
  void whatWasNotAskedForOrForAnEarlierLookIsNoAnswer() {
    looks.next();
    answers(0, 1, 1);
    answers(1, 1, 1);
    looks.next();
    answers(0, 2, 1);
    answers(1, 1, 1);
    answers(1, TaskReport.Doing.UNASKED, 1);
    assertThat(looks.next()).isEmpty();
    answers(1, 2, 1);
    assertThat(looks.next()).isPresent();
  }

  @Test
  void afterALostAnswerEverythingIsAskedForAgain() {
    looks.next();
    answers(0, 1, 1);
    looks.tick();
    assertThat(looks.next()).as("it may still come").isEmpty();
    looks.tick();
    assertThat(looks.next()).contains(new TaskShare.Look(2, true));
    answers(1, 1, 1);
    answers(0, 2, 1);
    assertThat(looks.next()).as("of the look before").isEmpty();
    answers(1, 2, 1);
    assertThat(looks.next()).contains(new TaskShare.Look(3, false));
  }
}
