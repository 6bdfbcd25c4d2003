package lockstep.node.bisect;

import java.util.OptionalInt;

/** Where two executions differ first, if they do. */
public sealed interface Difference {

  /** Nowhere: neither in what was handled, nor in the final state, nor in what was recorded. */
  record None() implements Difference {}

  /**
   * In what was handled in a window.
   *
   * @param window its number: the ticks of its beginning, divided by the lookahead
   * @param from the virtual time at which it begins, in units
   * @param to the virtual time at which it ends, in units
   * @param entity the least of the entities that differ at its end; empty when none did when the executions were repeated
   */
  record InWindow(long window, double from, double to, OptionalInt entity) implements Difference {}

  /**
   * In all that was handled they agree, and yet not at the end.
   *
   * @param entity the least of the entities whose state differs; empty when it is only what was recorded
   */
  record AtTheEnd(OptionalInt entity) implements Difference {}
}
