/** Producers and consumers with a bounded buffer between them. */
@NullMarked
package lockstep.simulation.buffer;

import org.jspecify.annotations.NullMarked;
