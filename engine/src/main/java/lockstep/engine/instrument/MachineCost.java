package lockstep.engine.instrument;

import java.util.OptionalLong;

/**
 * What the machine did in an interval, on the CPUs that this process may run on.
 *
 * @param wallNanos how long the interval was
 * @param cpus how many CPUs these are; 0 when the system does not tell
 * @param othersNanos CPU time of all other processes and of interrupts: what was busy less what this process used. Right to {@link
 *     #resolutionNanos}, so it may be below zero
 * @param stolenNanos CPU time that a virtual machine was not given
 * @param pressureNanos how long some thread of the machine, own or not, waited for a core
 * @param throttledPeriods in how many periods a control group reached its limit
 * @param throttledNanos how long control groups were held back
 */
public record MachineCost(
    long wallNanos,
    int cpus,
    OptionalLong othersNanos,
    OptionalLong stolenNanos,
    OptionalLong pressureNanos,
    long throttledPeriods,
    long throttledNanos) {

  /** By how much the times of the machine may be wrong: a tick for each CPU at the beginning and at the end. */
  public long resolutionNanos() {
    return 2L * cpus * CpuTimes.TICK_NANOS;
  }

  /** All time of these CPUs. */
  public long totalNanos() {
    return cpus * wallNanos;
  }
}
