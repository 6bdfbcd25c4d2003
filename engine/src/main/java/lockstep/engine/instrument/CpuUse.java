package lockstep.engine.instrument;

/**
 * CPU time and context switches of a process, of all its threads, those that have ended included. Source: getrusage(2) with
 * {@code RUSAGE_SELF}; {@code /proc/self/status} would count the switches of the leader thread alone.
 *
 * @param userNanos outside of the kernel; together with {@code systemNanos} in steps of a microsecond
 * @param systemNanos in the kernel
 * @param voluntarySwitches how often a thread gave its core away, since it had to wait: for a lock, a message, a timer or a file
 * @param involuntarySwitches how often a thread was taken off its core while it still had something to do
 */
public record CpuUse(long userNanos, long systemNanos, long voluntarySwitches, long involuntarySwitches) {

  /** What was used between an earlier reading and this one. */
  CpuUse since(CpuUse earlier) {
    return new CpuUse(
        userNanos - earlier.userNanos,
        systemNanos - earlier.systemNanos,
        voluntarySwitches - earlier.voluntarySwitches,
        involuntarySwitches - earlier.involuntarySwitches);
  }

  /** CPU time in and outside of the kernel. */
  public long nanos() {
    return userNanos + systemNanos;
  }
}
