package lockstep.engine;

/** What a worker does about resources, as a {@link Trace} has it. */
public enum Move {
  /** It is about to ask for a resource. */
  WANTS,
  /** It has what it asked for. */
  GRANTED,
  /** It is about to give back what it has. */
  RELEASED,
  /** It is about to add a permit to a resource. */
  PUT,
  /** It has given back everything, and begins to ask anew for the same task. */
  RETRY,
  /** Its task is done. */
  COMMIT
}
