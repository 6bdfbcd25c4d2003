package lockstep.node.fork;

import lockstep.engine.event.Partitioning;

/**
 * How a fork is to run an event model.
 *
 * @param time how far
 * @param partitions how many parts the entities are dealt to
 * @param partitioning how they are dealt
 */
public record EventOrder(VirtualTime time, int partitions, Partitioning partitioning) {}
