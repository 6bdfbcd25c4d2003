package lockstep.simulation;

/** How a task holds a resource. */
public enum Mode {
  /** Alone, to read and to write. */
  EXCLUSIVE,
  /** Together with other readers, to read. */
  SHARED,
  /** One of several permits, without state. */
  PERMIT
}
