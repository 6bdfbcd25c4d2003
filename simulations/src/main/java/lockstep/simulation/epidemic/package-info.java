/** An epidemic among persons who meet at random or along a graph, and recover. */
@NullMarked
package lockstep.simulation.epidemic;

import org.jspecify.annotations.NullMarked;
