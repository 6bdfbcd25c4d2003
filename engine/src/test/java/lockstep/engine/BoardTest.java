package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BoardTest {

  private static final long ROUNDS = 200_000;

  @Test
  void aNewBoardIsIdle() {
    Board board = new Board(3);
    for (int worker = 0; worker < 3; worker++) {
      assertThat(board.position(worker).idle()).isTrue();
    }
    assertThat(board.steps()).isZero();
    assertThat(board.commits()).isZero();
  }

  @Test
  void positionsAreReadAsWritten() {
    Board board = new Board(2);
    board.plans(1, 1L << 50);
    assertThat(board.position(1).planning()).isTrue();
    assertThat(board.position(1).task()).isEqualTo(1L << 50);
    for (Step step : Step.values()) {
      board.at(1, (1L << 39) + step.ordinal(), step, 64);
      Board.Position position = board.position(1);
      assertThat(position.step()).isEqualTo(step);
      assertThat(position.granted()).isEqualTo(64);
      assertThat(position.steps()).isEqualTo((1L << 39) + step.ordinal());
    }
    assertThat(board.position(0).idle()).as("the neighbour's slot").isTrue();
  }

  @Test
  void planningDoesNotCountAsAStep() {
    Board board = new Board(1);
    board.at(0, 41, Step.UPDATE, 2);
    board.plans(0, 7);
    assertThat(board.steps()).isEqualTo(41);
    assertThat(board.position(0).planning()).isTrue();
  }

  @Test
  void aMachineGoesOnCountingWhereTheBoardStands() {
    Assignment assignment =
        Assignment.of(Sketch.of("one", 1, 0, (i, draw, plan) -> {}), 0, 1, Policy.ORDERED);
    for (int round = 1; round <= 3; round++) {
      TaskMachine machine = new TaskMachine(assignment, 0);
      machine.begin(0);
      assertThat(machine.next()).isEqualTo(Step.UPDATE);
      machine.update();
      assertThat(machine.next()).isEqualTo(Step.DONE);
      assertThat(assignment.board().commits()).isEqualTo(round);
      assertThat(assignment.board().steps()).isEqualTo(2L * round);
    }
  }

  /** Whoever reads while others write sees numbers that only grow, whole, and in the end the last ones. */
  @Test
  @Timeout(60)
  void readersSeeStepsAndCommitsGrowWhileWorkersWork() throws InterruptedException {
    Board board = new Board(2);
    AtomicInteger working = new AtomicInteger(2);
    Thread[] workers = {worker(board, 0, working), worker(board, 1, working)};
    for (Thread worker : workers) {
      worker.start();
    }
    long steps = 0;
    long commits = 0;
    while (working.get() > 0) {
      long stepsNow = board.steps();
      long commitsNow = board.commits();
      assertThat(stepsNow).isBetween(steps, 2 * ROUNDS);
      assertThat(commitsNow).isBetween(commits, 2 * ROUNDS);
      Board.Position position = board.position(1);
      if (!position.idle() && !position.planning()) {
        assertThat(position.granted()).isEqualTo((int) (position.steps() % 65));
      }
      steps = stepsNow;
      commits = commitsNow;
    }
    for (Thread worker : workers) {
      assertThat(worker.join(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(board.steps()).isEqualTo(2 * ROUNDS);
    assertThat(board.commits()).isEqualTo(2 * ROUNDS);
  }

  private static Thread worker(Board board, int number, AtomicInteger working) {
    return Thread.ofPlatform()
        .unstarted(
            () -> {
              for (long round = 1; round <= ROUNDS; round++) {
                board.plans(number, round);
                board.at(number, round, Step.ASK, (int) (round % 65));
                board.commits(number, round);
              }
              working.decrementAndGet();
            });
  }
}
