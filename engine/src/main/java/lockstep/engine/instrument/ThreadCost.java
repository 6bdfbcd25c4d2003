package lockstep.engine.instrument;

/**
 * What the threads of a process did that lived at the end of an interval. What a thread did that ended within it is in none of
 * these, only in {@link CpuUse}; threads of the JVM do not end, but for compilers that a JVM with many cores sends away when they
 * are idle ({@code -XX:-UseDynamicNumberOfCompilerThreads} keeps them).
 *
 * @param collectorNanos CPU time of collecting garbage, the operations of the VM thread included
 * @param compilerNanos CPU time of compiling
 * @param workNanos CPU time of all other threads
 * @param workDelayNanos how long those others waited for a core while they could have run
 * @param ended how many threads of the beginning had ended
 */
public record ThreadCost(long collectorNanos, long compilerNanos, long workNanos, long workDelayNanos, int ended) {}
