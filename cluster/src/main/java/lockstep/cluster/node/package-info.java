/**
 * Event models on the nodes of a cluster. Each node is a JVM with a {@link lockstep.cluster.node.Host}; a
 * {@link lockstep.cluster.node.Driver} has them perform assignments. For an assignment the driver's conductor opens a share of the
 * partitions on each host, lets all begin, and takes no part in their rounds: in each round every share sends every other one exactly one
 * logical batch, and all come to the same next window by themselves.
 */
@NullMarked
package lockstep.cluster.node;

import org.jspecify.annotations.NullMarked;
