/** The program that is started: its verbs and their exit codes. */
@NullMarked
package lockstep.node;

import org.jspecify.annotations.NullMarked;
