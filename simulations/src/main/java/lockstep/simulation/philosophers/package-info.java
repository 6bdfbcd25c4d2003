/** The dining philosophers: agents, two resources for each task, and the classic deadlock. */
@NullMarked
package lockstep.simulation.philosophers;

import org.jspecify.annotations.NullMarked;
