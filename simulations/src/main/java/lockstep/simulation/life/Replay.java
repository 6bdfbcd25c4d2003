package lockstep.simulation.life;

import lockstep.simulation.Cells;
import lockstep.simulation.Findings;

/** Plays a board again from its first generation, cell by cell, when it is small enough. */
final class Replay {

  /** Cells times generations: about a tenth of a second. */
  private static final long MOST_WORK = 10_000_000;

  private Replay() {}

  static void verify(Life.Parameters p, Cells end, long generations, Findings out) {
    int width = p.width() * Block.SIDE;
    int height = p.height() * Block.SIDE;
    if (generations > MOST_WORK / ((long) width * height)) {
      return;
    }
    PlainBoard board = new PlainBoard(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        board.set(x, y, alive(p, end, LifeModel.AT_FIRST, x, y));
      }
    }
    for (long generation = 0; generation < generations; generation++) {
      board.advance();
    }
    long wrong = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        wrong += board.alive(x, y) == alive(p, end, LifeModel.CELLS, x, y) ? 0 : 1;
      }
    }
    out.equal("cells that differ when the board is played again", 0, wrong);
  }

  private static boolean alive(Life.Parameters p, Cells end, int word, int x, int y) {
    int block = y / Block.SIDE * p.width() + x / Block.SIDE;
    return (end.get(block, word) & Block.cell(x % Block.SIDE, y % Block.SIDE)) != 0;
  }
}
