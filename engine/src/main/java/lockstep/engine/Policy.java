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
  /**
   * In the order of the plan; waits for the first resource only. When a later one is taken, gives back all, waits a random while
   * and begins again. Breaks hold and wait; costs work done again, and can keep a task from ever getting on.
   */
  TRY_LOCK("waits only while it holds nothing; gives back all and tries again when a resource is taken (no hold and wait)"),
  /**
   * In the order of the plan; waits for a later resource for a bounded time, then gives back all and begins again. Breaks no
   * pre-emption: a task takes from itself what others wait for. Costs the time that is waited in vain.
   */
  TIMEOUT("waits a bounded time while it holds something, then gives back all and tries again (pre-emption by time)"),
  /**
   * In the order of the plan, through a gate that lets in only so many tasks as cannot deadlock: one, or what the model declares
   * to be safe. Breaks circular wait; costs a second wait, and the gate is one place where all must pass.
   */
  ARBITER("asks in the plan's order, through a gate that lets in as many tasks as cannot deadlock (no circular wait)"),
  /**
   * All together or none: waits until everything is free at once. Breaks hold and wait; costs one place that knows all
   * resources, and tasks with many needs can be overtaken for long.
   */
  ALL_AT_ONCE("takes all resources at once, when all of them are free (no hold and wait)"),
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
