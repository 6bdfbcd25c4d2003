package lockstep.simulation;

/** How a task holds a resource. */
public enum Mode {
  /** Alone, to read and to write. */
  EXCLUSIVE,
  /** Together with other readers, to read. */
  SHARED,
  /** One of several permits, without state. */
  PERMIT,
  /** A permit that is used up: it does not come back when the task ends. */
  TAKE;

  /** Whether it is of a counted resource, which has no state. */
  public boolean isCounted() {
    return this == PERMIT || this == TAKE;
  }
}
