package lockstep.simulation.life;

import java.util.OptionalInt;
import lockstep.simulation.Findings;

/**
 * How many cells live in a generation, as far as it is known of the pattern and the board is so great that the pattern does not meet
 * itself beyond the edges.
 *
 * @param generation which one
 * @param alive how many cells; empty when it is not known
 */
record KnownFate(long generation, OptionalInt alive) {

  private static final int STABLE_AFTER = 1103;
  private static final int STABLE_ALIVE = 116;

  /** The R-pentomino's extent when it is stable, and before at the most; then only gliders move, one cell in four generations. */
  private static final int STABLE_EXTENT = 525;

  private static final int GLIDER_PACE = 4;

  /** Cells that must stay dead between a pattern and itself beyond the edges. */
  private static final int GAP = 2;

  private static final int DEAD_AFTER = 130;
  private static final int DIEHARD_EXTENT = 14;
  private static final int GLIDER_ALIVE = 5;

  static KnownFate of(Life.Parameters p, long generation) {
    long least = (long) Block.SIDE * Math.min(p.width(), p.height());
    return new KnownFate(generation, alive(p.pattern(), least, generation));
  }

  private static OptionalInt alive(Beginning pattern, long board, long generation) {
    return switch (pattern) {
      case R_PENTOMINO ->
          generation >= STABLE_AFTER && board >= GAP + extent(generation - STABLE_AFTER)
              ? OptionalInt.of(STABLE_ALIVE)
              : OptionalInt.empty();
      case DIEHARD -> generation >= DEAD_AFTER && board >= GAP + DIEHARD_EXTENT ? OptionalInt.of(0) : OptionalInt.empty();
      case GLIDER -> OptionalInt.of(GLIDER_ALIVE);
      case RANDOM -> OptionalInt.empty();
    };
  }

  private static long extent(long generationsStable) {
    return STABLE_EXTENT + 2 * Math.ceilDiv(generationsStable, GLIDER_PACE);
  }

  void verify(long observed, Findings out) {
    alive.ifPresent(known -> out.equal("cells alive in generation " + generation, known, observed));
  }
}
