/** What every engine of event models has to do, and the oracle that says what is right. */
@NullMarked
package lockstep.engine.event;

import org.jspecify.annotations.NullMarked;
