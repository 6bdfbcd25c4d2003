/**
 * Tries the instruments on work of which the answer is known. An {@link lockstep.node.calibrate.Experiment} does such work, in a JVM
 * like that of a fork, and hands figures to a pure function that sets them beside the truth.
 */
@NullMarked
package lockstep.node.calibrate;

import org.jspecify.annotations.NullMarked;
