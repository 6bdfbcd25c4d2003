package lockstep.engine;

import java.util.Locale;

/** What some engines can be given to set besides the policy. */
public enum Setting {
  /** How many actors own the resources: {@link Coordination#owners}. */
  OWNERS,
  /** In which order locks serve: {@link Coordination#queues}. */
  QUEUES;

  /** The name in scenario files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it makes a difference: with one place that knows all resources, and with none that guards them, there is nothing to set. */
  public boolean matters(Policy policy) {
    return switch (policy) {
      case ORDERED, UNORDERED, TRY_LOCK, TIMEOUT, ARBITER, DETECT -> true;
      case ALL_AT_ONCE, UNGUARDED -> false;
    };
  }
}
