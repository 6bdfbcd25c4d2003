package lockstep.node.fork;

import java.util.Optional;
import lockstep.engine.instrument.CpuUse;
import lockstep.engine.instrument.ProcessCost;
import lockstep.engine.instrument.ThreadCost;

/**
 * What a fork's process used in an iteration: for its repetitions, each with its start, first state and checks. See {@link
 * ProcessCost}.
 *
 * @param wallNanos how long it was
 * @param cpuNanos CPU time of all threads
 * @param gcNanos of these, to collect garbage
 * @param jitNanos of these, to compile
 * @param voluntarySwitches how often a thread gave its core away
 * @param involuntarySwitches how often a thread was taken off its core
 * @param allocatedBytes of all threads
 */
public record Cost(
    long wallNanos,
    long cpuNanos,
    long gcNanos,
    long jitNanos,
    long voluntarySwitches,
    long involuntarySwitches,
    long allocatedBytes) {

  /** Empty where the system does not tell all of it. */
  static Optional<Cost> of(ProcessCost process) {
    if (process.cpu().isEmpty() || process.threads().isEmpty() || process.allocatedBytes().isEmpty()) {
      return Optional.empty();
    }
    CpuUse cpu = process.cpu().get();
    ThreadCost threads = process.threads().get();
    return Optional.of(
        new Cost(
            process.wallNanos(),
            cpu.nanos(),
            threads.collectorNanos(),
            threads.compilerNanos(),
            cpu.voluntarySwitches(),
            cpu.involuntarySwitches(),
            process.allocatedBytes().getAsLong()));
  }

  /** That of both together. */
  public Cost plus(Cost other) {
    return new Cost(
        wallNanos + other.wallNanos,
        cpuNanos + other.cpuNanos,
        gcNanos + other.gcNanos,
        jitNanos + other.jitNanos,
        voluntarySwitches + other.voluntarySwitches,
        involuntarySwitches + other.involuntarySwitches,
        allocatedBytes + other.allocatedBytes);
  }

  /** CPU time without that of collecting and compiling. */
  public long workNanos() {
    return cpuNanos - gcNanos - jitNanos;
  }
}
