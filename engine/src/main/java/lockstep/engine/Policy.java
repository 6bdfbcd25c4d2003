package lockstep.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an engine acquires the resources of a task. Each policy is named by what becomes of the four conditions that deadlock
 * needs (Coffman, Elphick and Shoshani, "System deadlocks", ACM Computing Surveys 3(2), 1971): mutual exclusion, hold and
 * wait, no pre-emption, circular wait.
 */
public enum Policy {
  /** One at a time, by ascending id. */
  ORDERED(
      "asks for resources by ascending id; cannot deadlock (no circular wait)",
      Condition.CIRCULAR_WAIT,
      "a sort for each task, and resources asked for earlier than they would be are kept for longer"),
  /** One at a time, in the order of the plan. */
  UNORDERED(
      "asks for resources in the plan's order; can deadlock", null, "nothing, until it deadlocks"),
  /**
   * In the order of the plan; waits for the first resource only. When a later one is taken, gives back all, waits a random while
   * and begins again.
   */
  TRY_LOCK(
      "waits only while it holds nothing; gives back all and tries again when a resource is taken (no hold and wait)",
      Condition.HOLD_AND_WAIT,
      "work done again, and a task can be kept from ever getting on"),
  /** In the order of the plan; waits for a later resource for a bounded time, then gives back all and begins again. */
  TIMEOUT(
      "waits a bounded time while it holds something, then gives back all and tries again (pre-emption by time)",
      Condition.NO_PREEMPTION,
      "the time that is waited in vain, and work done again"),
  /**
   * In the order of the plan, through a gate that lets in only so many tasks as cannot deadlock: one, or what the model declares
   * to be safe.
   */
  ARBITER(
      "asks in the plan's order, through a gate that lets in as many tasks as cannot deadlock (no circular wait)",
      Condition.CIRCULAR_WAIT,
      "a second wait, at one gate that all must pass"),
  /** All together or none: waits until everything is free at once. */
  ALL_AT_ONCE(
      "takes all resources at once, when all of them are free (no hold and wait)",
      Condition.HOLD_AND_WAIT,
      "one place that knows all resources, and tasks with many needs can be overtaken for long"),
  /**
   * In the order of the plan, and waits while it holds. A detector finds workers that wait for each other in a circle, and has one of them
   * give back all and begin again.
   */
  DETECT(
      "asks in the plan's order; of workers that wait in a circle one gives back all and tries again (pre-emption by a detector)",
      Condition.NO_PREEMPTION,
      "the time until a deadlock is found, and work done again"),
  /** Takes nothing: reads, updates a copy and writes it back. A deliberate race, to show what guarding is for. */
  UNGUARDED(
      "guards nothing: reads, works and writes back; loses updates on purpose",
      Condition.MUTUAL_EXCLUSION,
      "the updates that are lost");

  /** What deadlock needs, all four at once. */
  public enum Condition {
    /** A resource is one task's at a time. */
    MUTUAL_EXCLUSION("mutual exclusion"),
    /** A task keeps what it has while it waits for more. */
    HOLD_AND_WAIT("hold and wait"),
    /** Nobody takes from a task what it has. */
    NO_PREEMPTION("no pre-emption"),
    /** Each of some tasks waits for what the next one has. */
    CIRCULAR_WAIT("circular wait");

    private final String text;

    Condition(String text) {
      this.text = text;
    }

    /** Its name in a sentence. */
    public String text() {
      return text;
    }
  }

  private final String summary;
  private final @Nullable Condition condition;
  private final String cost;

  Policy(String summary, @Nullable Condition condition, String cost) {
    this.summary = summary;
    this.condition = condition;
    this.cost = cost;
  }

  /** The condition of deadlock that it breaks; empty when it breaks none. */
  public Optional<Condition> condition() {
    return Optional.ofNullable(condition);
  }

  /** What that costs, without a full stop. */
  public String cost() {
    return cost;
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
