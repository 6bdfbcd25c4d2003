/** One execution of a cell in a JVM of its own: the program that performs it, and the supervision of that program. */
@NullMarked
package lockstep.node.fork;

import org.jspecify.annotations.NullMarked;
