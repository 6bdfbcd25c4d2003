package lockstep.node.result;

/**
 * What a task or an event cost, on average over the measured iterations of a cell's forks.
 *
 * @param cpuNanos CPU time of the whole process
 * @param voluntarySwitches how often a thread gave its core away
 * @param involuntarySwitches how often a thread was taken off its core
 * @param allocatedBytes of all threads
 */
public record UnitCost(double cpuNanos, double voluntarySwitches, double involuntarySwitches, double allocatedBytes) {}
