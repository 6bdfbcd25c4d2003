package lockstep.node.fork;

import java.util.Optional;

/**
 * What a node of a fork is at.
 *
 * @param name of the node
 * @param state in a word
 * @param perSecond tasks or events that it has done lately; empty as long as that is not known, and when it has nothing to do
 */
public record NodeProgress(String name, String state, Optional<Double> perSecond) {}
