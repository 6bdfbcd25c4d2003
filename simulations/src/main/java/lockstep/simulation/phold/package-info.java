/** PHOLD: the benchmark of parallel discrete-event simulation. */
@NullMarked
package lockstep.simulation.phold;

import org.jspecify.annotations.NullMarked;
