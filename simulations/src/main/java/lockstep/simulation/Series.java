package lockstep.simulation;

/**
 * Something that an event model counts over virtual time, in slots of one length: a curve.
 *
 * @param name a few words, unique in the model
 * @param interval the length of a slot in ticks, 1 or more
 * @param shows what the value of a slot is
 */
public record Series(String name, long interval, Shows shows) {

  /** What the value of a slot is. */
  public enum Shows {
    /** What was counted in the slot. */
    FLOW,
    /** What was counted from the beginning to the end of the slot. */
    LEVEL
  }

  public Series {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a series needs a name");
    }
    if (interval < 1) {
      throw new IllegalArgumentException("interval of " + name + " must be at least 1, got " + interval);
    }
  }
}
