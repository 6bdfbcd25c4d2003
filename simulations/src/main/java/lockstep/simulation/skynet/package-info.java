/** A tree of work that spawns work and joins it. */
@NullMarked
package lockstep.simulation.skynet;

import org.jspecify.annotations.NullMarked;
