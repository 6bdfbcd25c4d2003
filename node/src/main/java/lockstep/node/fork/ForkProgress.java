package lockstep.node.fork;

/**
 * How far a fork is.
 *
 * @param phase {@code warming up}, {@code measuring} or {@code checking}
 * @param commits tasks committed since it began, repetitions included
 */
public record ForkProgress(String phase, long commits) {}
