package lockstep.node.fork;

import java.util.Optional;
import lockstep.engine.event.Partitioning;

/**
 * How a fork is to run an event model.
 *
 * @param time how far
 * @param partitions how many parts the entities are dealt to
 * @param partitioning how they are dealt
 * @param cluster on which nodes; empty for an engine that has one JVM
 */
public record EventOrder(VirtualTime time, int partitions, Partitioning partitioning, Optional<ClusterOrder> cluster) {}
