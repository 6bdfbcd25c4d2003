package lockstep.node.fork;

import java.util.Optional;

/**
 * Whether a fork came to a steady state: the last iterations vary little, and without a trend.
 *
 * @param settled whether it did, within the iterations that it may have
 * @param iterations how many of the last iterations are looked at, and measured
 * @param variation the coefficient of variation of their times; empty when there are too few
 */
public record Steadiness(boolean settled, int iterations, Optional<Double> variation) {}
