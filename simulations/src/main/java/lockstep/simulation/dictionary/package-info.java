/** Many readers, some writers. */
@NullMarked
package lockstep.simulation.dictionary;

import org.jspecify.annotations.NullMarked;
