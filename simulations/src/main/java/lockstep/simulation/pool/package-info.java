/** More users than connections. */
@NullMarked
package lockstep.simulation.pool;

import org.jspecify.annotations.NullMarked;
