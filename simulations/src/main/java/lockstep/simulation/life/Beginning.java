package lockstep.simulation.life;

/** What is on the board at first. */
public enum Beginning {
  /** Five cells that become 116, with six gliders among them, after 1103 generations. */
  R_PENTOMINO(".OO", "OO.", ".O."),
  /** Seven cells that are gone after 130 generations. */
  DIEHARD("......O.", "OO......", ".O...OOO"),
  /** Five cells that move by one row and one column in four generations. */
  GLIDER(".O.", "..O", "OOO"),
  /** Each cell lives or not, by chance. */
  RANDOM;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody writes into it.
  private final String[] rows;

  Beginning(String... rows) {
    this.rows = rows;
  }

  /** Whether a cell of a board lives at first; patterns that are drawn begin in the middle. */
  boolean lives(int x, int y, int width, int height) {
    int row = Math.floorMod(y - height / 2, height);
    int column = Math.floorMod(x - width / 2, width);
    return row < rows.length && column < rows[row].length() && rows[row].charAt(column) == 'O';
  }
}
