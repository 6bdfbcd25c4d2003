package lockstep.node.fork;

import java.util.Arrays;
import java.util.Optional;
import lockstep.engine.Deadlocks;

/**
 * The deadlocks that the policy {@code detect} broke, over the measured repetitions.
 *
 * @param count how many
 * @param repeated in how many of them the victim's task had been a victim before
 * @param members how many workers were in them, all together
 * @param probes how many messages were sent only to find them
 * @param everyNanos how often locks are looked at, or how long an actor waits before it sends a probe: the detector tells no time that is shorter
 * @param formation from when the first worker of the circle began its wait to when the last one did
 * @param detection from then to when the circle was found
 * @param victim from then to when the victim had given back all
 * @param recovery from then to the next commit of a worker that had been in the circle
 */
public record BrokenDeadlocks(
    long count,
    long repeated,
    long members,
    long probes,
    long everyNanos,
    Optional<Times> formation,
    Optional<Times> detection,
    Optional<Times> victim,
    Optional<Times> recovery) {

  /** Of so many deadlocks. */
  public record Times(long samples, long p50Nanos, long p95Nanos, long maxNanos) {

    /** Empty when there is none. */
    static Optional<Times> of(long[] nanos) {
      if (nanos.length == 0) {
        return Optional.empty();
      }
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return Optional.of(new Times(sorted.length, at(sorted, 0.50), at(sorted, 0.95), sorted[sorted.length - 1]));
    }

    /** The least value that so many are not above. */
    private static long at(long[] sorted, double share) {
      return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
  }

  static BrokenDeadlocks of(Deadlocks deadlocks, long everyNanos) {
    return new BrokenDeadlocks(
        deadlocks.broken(),
        deadlocks.repeated(),
        deadlocks.members(),
        deadlocks.probes(),
        everyNanos,
        Times.of(deadlocks.formations()),
        Times.of(deadlocks.detections()),
        Times.of(deadlocks.victims()),
        Times.of(deadlocks.recoveries()));
  }
}
