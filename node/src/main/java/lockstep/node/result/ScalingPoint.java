package lockstep.node.result;

import java.util.Optional;

/**
 * One cell of a curve of scaling.
 *
 * @param at the value of the axis
 * @param oversubscribed whether there were more workers than cores
 * @param settled whether it came to a steady state, as far as anybody asked; what did not is in no speed-up and no fit
 * @param speedUp how many times the throughput of the baseline it has
 * @param efficiency the speed-up by the value of the axis: 1 is a linear one
 */
public record ScalingPoint(
    int at, boolean oversubscribed, boolean settled, Estimated throughput, Optional<Estimated> speedUp, Optional<Estimated> efficiency) {}
