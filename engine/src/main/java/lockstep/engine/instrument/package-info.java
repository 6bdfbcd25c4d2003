/**
 * What work cost the process and the machine that did it: CPU time, context switches, allocation, collection and compilation, the
 * CPU that others took, and how all of that adds up.
 *
 * <p>Everything is a snapshot, and two of them are subtracted: nothing here runs while work is done. The formats of the kernel are
 * parsed by pure functions over text; what a system does not tell is empty, never zero. Snapshots are for Linux; elsewhere only
 * what the JVM itself tells is there.
 */
@NullMarked
package lockstep.engine.instrument;

import org.jspecify.annotations.NullMarked;
