package lockstep.simulation.life;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.simulation.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockTest {

  private static final int BLOCKS = 3;
  private static final int CELLS = BLOCKS * Block.SIDE;

  @ParameterizedTest(name = "density {0}")
  @ValueSource(doubles = {0.05, 0.2, 0.35, 0.5, 0.8, 1})
  void allCellsOfABlockFollowThePlainRules(double density) {
    Draw draw = new Draw();
    draw.restart(7, Double.doubleToLongBits(density));
    for (int board = 0; board < 500; board++) {
      PlainBoard plain = new PlainBoard(CELLS, CELLS);
      for (int y = 0; y < CELLS; y++) {
        for (int x = 0; x < CELLS; x++) {
          plain.set(x, y, draw.chance(density));
        }
      }
      long[] blocks = new long[BLOCKS * BLOCKS];
      for (int at = 0; at < blocks.length; at++) {
        blocks[at] = block(plain, at);
      }
      plain.advance();
      long next =
          Block.next(blocks[0], blocks[1], blocks[2], blocks[3], blocks[4], blocks[5], blocks[6], blocks[7], blocks[8]);
      assertThat(next).as("board %d of density %s", board, density).isEqualTo(block(plain, 4));
    }
  }

  private static long block(PlainBoard plain, int at) {
    long cells = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int x = at % BLOCKS * Block.SIDE + bit % Block.SIDE;
      int y = at / BLOCKS * Block.SIDE + bit / Block.SIDE;
      cells |= plain.alive(x, y) ? Block.cell(bit % Block.SIDE, bit / Block.SIDE) : 0;
    }
    return cells;
  }

  @Test
  void plainRulesKillTheDiehardAfter130Generations() {
    PlainBoard board = new PlainBoard(40, 40);
    draw(board, Beginning.DIEHARD, 40);
    for (int generation = 1; generation <= 130; generation++) {
      assertThat(alive(board, 40)).as("generation %d", generation - 1).isPositive();
      board.advance();
    }
    assertThat(alive(board, 40)).isZero();
  }

  @Test
  void plainRulesMoveTheGliderByOneCellInFourGenerations() {
    PlainBoard board = new PlainBoard(16, 16);
    draw(board, Beginning.GLIDER, 16);
    for (int generation = 0; generation < 4; generation++) {
      board.advance();
    }
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        assertThat(board.alive((x + 1) % 16, (y + 1) % 16)).isEqualTo(Beginning.GLIDER.lives(x, y, 16, 16));
      }
    }
  }

  private static void draw(PlainBoard board, Beginning pattern, int side) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        board.set(x, y, pattern.lives(x, y, side, side));
      }
    }
  }

  private static int alive(PlainBoard board, int side) {
    int alive = 0;
    for (int cell = 0; cell < side * side; cell++) {
      alive += board.alive(cell % side, cell / side) ? 1 : 0;
    }
    return alive;
  }
}
