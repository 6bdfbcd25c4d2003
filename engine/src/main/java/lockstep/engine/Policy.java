package lockstep.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How an engine acquires the resources of a task. Each policy is named by what becomes of the four conditions that deadlock
 * needs (Coffman, Elphick and Shoshani, "System deadlocks", ACM Computing Surveys 3(2), 1971): mutual exclusion, hold and
 * wait, no pre-emption, circular wait.
 */
public enum Policy {
  /** One at a time, by ascending id. Breaks circular wait; costs a sort, and later requests wait longer than they need to. */
  ORDERED("asks for resources by ascending id; cannot deadlock (no circular wait)"),
  /** One at a time, in the order of the plan. Breaks nothing. */
  UNORDERED("asks for resources in the plan's order; can deadlock"),
  /** Takes nothing: reads, updates a copy and writes it back. A deliberate race, to show what guarding is for. */
  UNGUARDED("guards nothing: reads, works and writes back; loses updates on purpose");

  private final String summary;

  Policy(String summary) {
    this.summary = summary;
  }

  /** The name in scenario files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence, without a full stop. */
  public String summary() {
    return summary;
  }

  /** The policy of that {@link #id}. */
  public static Optional<Policy> named(String id) {
    return Arrays.stream(values()).filter(policy -> policy.id().equals(id)).findFirst();
  }
}
