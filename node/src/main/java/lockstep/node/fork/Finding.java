package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that a fork noticed.
 *
 * @param kind what it is: {@code lost-updates}, {@code nothing-lost}, {@code broken-hold}, {@code invariant},
 *     {@code irreproducible}, {@code not-serialisable}, {@code theory}, {@code deadlock}, {@code lost-partitions}
 * @param count how often, or how many
 * @param detail a sentence without a full stop
 */
public record Finding(String kind, long count, String detail) {

  /** Updates were counted as committed, and are not in the final state. */
  public static final String LOST_UPDATES = "lost-updates";

  /** A race was asked for, and nothing was lost. */
  public static final String NOTHING_LOST = "nothing-lost";

  /** A resource changed while a task held it. */
  public static final String BROKEN_HOLD = "broken-hold";

  /** What the model says must hold does not. */
  public static final String INVARIANT = "invariant";

  /** The same fork did different work when it repeated it. */
  public static final String IRREPRODUCIBLE = "irreproducible";

  /** Tasks were not performed as if one after the other. */
  public static final String NOT_SERIALISABLE = "not-serialisable";
  /** What was observed is too far from what theory expects. */
  public static final String THEORY = "theory";

  /** Workers wait for each other for ever. */
  public static final String DEADLOCK = "deadlock";

  /** Nodes were lost with partitions that no other node held. */
  public static final String LOST_PARTITIONS = "lost-partitions";

  /** Whether it shows that work was not done as it should have been. */
  @JsonIgnore
  public boolean isDefect() {
    return !kind.equals(NOTHING_LOST) && !kind.equals(LOST_PARTITIONS);
  }
}
