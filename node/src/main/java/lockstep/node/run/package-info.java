/** Runs a scenario: all its cells, one fork after the other. */
@NullMarked
package lockstep.node.run;

import org.jspecify.annotations.NullMarked;
