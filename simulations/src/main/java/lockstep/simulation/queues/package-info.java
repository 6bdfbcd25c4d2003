/** Queues: an open network of stations, whose averages theory knows. */
@NullMarked
package lockstep.simulation.queues;

import org.jspecify.annotations.NullMarked;
