/** Tests of the engines of event models on shared memory. */
@NullMarked
package lockstep.contrast.event;

import org.jspecify.annotations.NullMarked;
