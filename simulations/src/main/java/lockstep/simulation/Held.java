package lockstep.simulation;

/**
 * The state that a task holds. Resources are named by their number in the task's plan, from 0 in the order of asking: for
 * {@code plan.exclusive(17).shared(4)}, need 0 is resource 17 and need 1 is resource 4.
 *
 * <p>Methods throw {@link IndexOutOfBoundsException} for a need or a word that does not exist, and
 * {@link IllegalStateException} for a counted resource, which has no state, and for a write to a resource held shared.
 */
public interface Held {

  /** Reads a word. */
  long get(int need, int word);

  /** Writes a word. */
  void set(int need, int word, long value);

  /** Adds to a word; wraps on overflow. */
  void add(int need, int word, long delta);

  /**
   * Reports {@code invariant} as broken unless it holds: for what only a task can see, such as a value that was read while somebody
   * wrote it.
   */
  void check(String invariant, boolean holds);
}
