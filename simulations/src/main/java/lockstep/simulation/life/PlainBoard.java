package lockstep.simulation.life;

/** The rules of Life, cell by cell on a board whose edges meet: slow, and plain enough to be believed. */
final class PlainBoard {

  private final int width;
  private final int height;

  /** {@code [y][x]}. */
  private boolean[][] alive;

  PlainBoard(int width, int height) {
    this.width = width;
    this.height = height;
    this.alive = new boolean[height][width];
  }

  boolean alive(int x, int y) {
    return alive[y][x];
  }

  void set(int x, int y, boolean lives) {
    alive[y][x] = lives;
  }

  /** Goes on by one generation. */
  void advance() {
    boolean[][] next = new boolean[height][width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int neighbours = neighbours(x, y);
        next[y][x] = neighbours == 3 || (neighbours == 2 && alive[y][x]);
      }
    }
    alive = next;
  }

  private int neighbours(int x, int y) {
    int count = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        boolean self = dx == 0 && dy == 0;
        if (!self && alive[Math.floorMod(y + dy, height)][Math.floorMod(x + dx, width)]) {
          count++;
        }
      }
    }
    return count;
  }
}
