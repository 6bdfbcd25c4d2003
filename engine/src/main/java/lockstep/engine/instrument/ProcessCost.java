package lockstep.engine.instrument;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a process used in an interval.
 *
 * @param wallNanos how long the interval was
 * @param cpu CPU time and switches; empty off Linux
 * @param allocatedBytes of all threads; empty where the JVM does not tell
 * @param collections how often garbage was collected
 * @param threads of what the CPU time was used for; empty off Linux
 */
public record ProcessCost(
    long wallNanos, Optional<CpuUse> cpu, OptionalLong allocatedBytes, long collections, Optional<ThreadCost> threads) {

  /** CPU time of collecting garbage and of compiling; empty off Linux. */
  public OptionalLong gcAndJitNanos() {
    return threads
        .map(cost -> OptionalLong.of(cost.collectorNanos() + cost.compilerNanos()))
        .orElse(OptionalLong.empty());
  }

  /**
   * The share of the CPU time that threads received of what they could have used, those of the JVM apart. Empty when threads that have
   * ended did more than half of the work, since nobody knows how long those waited for a core.
   */
  public OptionalDouble shareReceived() {
    if (cpu.isEmpty() || threads.isEmpty()) {
      return OptionalDouble.empty();
    }
    ThreadCost living = threads.get();
    long work = cpu.get().nanos() - living.collectorNanos() - living.compilerNanos();
    return living.workNanos() > 0 && 2 * living.workNanos() >= work
        ? OptionalDouble.of((double) living.workNanos() / (living.workNanos() + living.workDelayNanos()))
        : OptionalDouble.empty();
  }
}
