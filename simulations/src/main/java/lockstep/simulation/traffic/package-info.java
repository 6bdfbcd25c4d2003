/** Cars on a ring road: a cellular automaton, cut into segments. */
@NullMarked
package lockstep.simulation.traffic;

import org.jspecify.annotations.NullMarked;
