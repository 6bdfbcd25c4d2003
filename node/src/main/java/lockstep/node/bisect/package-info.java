/** Finds where two runs of an event model, which should agree, differ first. */
@NullMarked
package lockstep.node.bisect;

import org.jspecify.annotations.NullMarked;
