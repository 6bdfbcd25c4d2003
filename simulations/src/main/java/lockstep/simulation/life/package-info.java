/** Conway's Game of Life: entities that all depend on their neighbours, in every window. */
@NullMarked
package lockstep.simulation.life;

import org.jspecify.annotations.NullMarked;
