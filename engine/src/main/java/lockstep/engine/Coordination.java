package lockstep.engine;

/**
 * How workers get at the resources of their tasks. An engine reads what concerns it: only one with owners has a use for their
 * number, and only one with locks for their queues.
 *
 * @param policy how several resources are acquired
 * @param owners how many actors own the resources, a block of neighbouring ones each; never more than there are resources
 * @param queues in which order locks serve those who wait
 * @param lockTimeoutNanos how long a task that holds something waits for the next resource, under the policy {@code timeout}
 * @param backOffNanos below which bound the first pause of a task is that has given up; under {@code try-lock}, {@code timeout} and
 *     {@code detect}
 * @param detectionNanos under the policy {@code detect}: how often locks are looked at for circles of waits; how long an actor has waited when it
 *     sends a probe, and sends the next
 */
public record Coordination(
    Policy policy, int owners, Queues queues, long lockTimeoutNanos, long backOffNanos, long detectionNanos) {

  /** An hour: what a back-off grows to stays far below the range of a long. */
  public static final long LONGEST_NANOS = 3_600_000_000_000L;

  private static final int OWNERS = 1024;
  private static final long LOCK_TIMEOUT_NANOS = 5_000_000;
  private static final long BACK_OFF_NANOS = 1_000;
  private static final long DETECTION_NANOS = 10_000_000;

  public Coordination {
    if (owners < 1) {
      throw new IllegalArgumentException("owners must be at least 1, got " + owners);
    }
    checkTime("lock timeout", lockTimeoutNanos);
    checkTime("back-off", backOffNanos);
    checkTime("detection", detectionNanos);
  }

  private static void checkTime(String what, long nanos) {
    if (nanos < 1 || nanos > LONGEST_NANOS) {
      throw new IllegalArgumentException(what + " must be in [1, " + LONGEST_NANOS + "] ns, got " + nanos);
    }
  }

  /** A policy, and what scenarios have that say no more. */
  public static Coordination of(Policy policy) {
    return new Coordination(policy, OWNERS, Queues.BARGING, LOCK_TIMEOUT_NANOS, BACK_OFF_NANOS, DETECTION_NANOS);
  }

  /** The same with another number of owners. */
  public Coordination withOwners(int other) {
    return new Coordination(policy, other, queues, lockTimeoutNanos, backOffNanos, detectionNanos);
  }

  /** The same with other queues. */
  public Coordination withQueues(Queues other) {
    return new Coordination(policy, owners, other, lockTimeoutNanos, backOffNanos, detectionNanos);
  }

  /** The same with other times to wait. */
  public Coordination withTimes(long otherLockTimeoutNanos, long otherBackOffNanos) {
    return new Coordination(policy, owners, queues, otherLockTimeoutNanos, otherBackOffNanos, detectionNanos);
  }

  /** The same with another time between two looks for circles of waits. */
  public Coordination detectingEvery(long otherDetectionNanos) {
    return new Coordination(policy, owners, queues, lockTimeoutNanos, backOffNanos, otherDetectionNanos);
  }
}
