/** Agents that wait for each other's messages. */
@NullMarked
package lockstep.simulation.messages;

import org.jspecify.annotations.NullMarked;
