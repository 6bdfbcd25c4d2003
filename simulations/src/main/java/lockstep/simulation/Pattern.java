package lockstep.simulation;

/** What a simulation is about: the kind of coordination that it shows. */
public enum Pattern {
  /** Tasks that share nothing, or next to nothing. */
  NO_COORDINATION("no coordination"),
  /** Tasks that wait for timers. */
  WAITING("waiting"),
  /** One resource, for one task at a time. */
  MUTUAL_EXCLUSION("mutual exclusion"),
  /** Tasks that hold two resources or more: where deadlock begins. */
  SEVERAL_AT_ONCE("several resources at once"),
  /** A resource that many may read at once, and one may write. */
  READERS_AND_WRITERS("readers and writers"),
  /** A number of permits, each for one task at a time. */
  COUNTED_RESOURCES("counted resources"),
  /** Tasks that wait for what others make. */
  PRODUCERS_AND_CONSUMERS("producers and consumers"),
  /** Agents that wait for each other's messages. */
  MESSAGE_PASSING("message passing"),
  /** Tasks that spawn others, and wait for all of them. */
  FORK_AND_JOIN("fork and join"),
  /** None of these, or not said. */
  OTHER("other");

  private final String text;

  Pattern(String text) {
    this.text = text;
  }

  /** Its name in a sentence. */
  public String text() {
    return text;
  }
}
