/** Real work that shares next to nothing. */
@NullMarked
package lockstep.simulation.compute;

import org.jspecify.annotations.NullMarked;
