/** The engine {@code event-loop}: all workers take turns on one thread, and give way only where they wait. */
@NullMarked
package lockstep.contrast.loop;

import org.jspecify.annotations.NullMarked;
