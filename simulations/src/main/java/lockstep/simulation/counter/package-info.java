/** One hot resource: the least that contention can be. */
@NullMarked
package lockstep.simulation.counter;

import org.jspecify.annotations.NullMarked;
