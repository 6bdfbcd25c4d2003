package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class BoardMirrorTest {

  @Test
  void showsWhereWorkersOfAnotherBoardAreAndCountsOn() {
    Board shown = new Board(3);
    shown.plans(1, 4);
    shown.commits(1, 7);
    BoardMirror mirror = new BoardMirror(shown);
    Board elsewhere = new Board(3);
    elsewhere.plans(1, 9);
    elsewhere.commits(1, 5);
    elsewhere.plans(2, 11);
    elsewhere.at(2, 6, Step.ASK, 1);

    assertThat(mirror.show(1, elsewhere.slots(1, 2))).as("commits that were not shown").isEqualTo(1);
    assertThat(mirror.show(1, elsewhere.slots(1, 2))).as("shown before").isZero();

    assertThat(shown.commits()).isEqualTo(2);
    assertThat(shown.steps()).isEqualTo(7 + 5 + 6);
    assertThat(shown.position(0).idle()).isTrue();
    assertThat(shown.position(1).idle()).isTrue();
    assertThat(shown.position(2)).isEqualTo(elsewhere.position(2));
  }

  @Test
  void refusesWorkersThatTheBoardDoesNotHave() {
    BoardMirror mirror = new BoardMirror(new Board(2));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(1, new long[2 * BoardMirror.WORDS]));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(-1, new long[BoardMirror.WORDS]));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(0, new long[BoardMirror.WORDS + 1]));
  }
}
