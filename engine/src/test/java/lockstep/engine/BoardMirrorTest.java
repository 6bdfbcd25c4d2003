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

  private static long[] asking(int worker, long task) {
    Board elsewhere = new Board(2);
    elsewhere.plans(worker, task);
    elsewhere.at(worker, 1, Step.ASK, 1);
    return elsewhere.slots(worker, 1);
  }

  /** One of them may have gone on before the other one came to its place; that they stood there together is known when both are looked at again. */
  @Test
  void workersWhoWereShownAtDifferentTimesAreInNoCircle() {
    Sketch crossing = Sketch.of("crossing", 9, 2, (i, draw, plan) -> plan.exclusive((int) (i % 2)).exclusive((int) ((i + 1) % 2)));
    Assignment assignment = Assignment.of(crossing, 1, 2, Policy.UNORDERED);
    BoardMirror mirror = new BoardMirror(assignment.board());
    CircleSearch search = new CircleSearch(assignment, false);
    mirror.show(0, asking(0, 0));
    mirror.show(1, asking(1, 1));
    for (int looks = 0; looks < 2; looks++) {
      for (int n = 0; n < 3; n++) {
        search.look(worker -> true);
        assertThat(search.circles(false)).as("after %d looks", looks).isEmpty();
      }
      mirror.looked();
    }
    search.look(worker -> true);
    assertThat(search.circles(false)).singleElement().extracting(circle -> circle.workers().size()).isEqualTo(2);
  }

  @Test
  void whatIsReadWhileALookIsShownIsNotOlderThanTheLookBefore() {
    Sketch crossing = Sketch.of("crossing", 9, 2, (i, draw, plan) -> plan.exclusive((int) (i % 2)).exclusive((int) ((i + 1) % 2)));
    Assignment assignment = Assignment.of(crossing, 1, 2, Policy.UNORDERED);
    BoardMirror mirror = new BoardMirror(assignment.board());
    CircleSearch search = new CircleSearch(assignment, false);
    mirror.show(0, asking(0, 0));
    mirror.looked();
    mirror.show(1, asking(1, 1));
    search.look(worker -> true);
    mirror.looked();
    search.look(worker -> true);
    assertThat(search.circles(false)).as("worker 1 was read in the look that was being shown").isEmpty();
    mirror.looked();
    search.look(worker -> true);
    assertThat(search.circles(false)).hasSize(1);
  }

  @Test
  void refusesWorkersThatTheBoardDoesNotHave() {
    BoardMirror mirror = new BoardMirror(new Board(2));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(1, new long[2 * BoardMirror.WORDS]));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(-1, new long[BoardMirror.WORDS]));
    assertThatIllegalArgumentException().isThrownBy(() -> mirror.show(0, new long[BoardMirror.WORDS + 1]));
  }
}
