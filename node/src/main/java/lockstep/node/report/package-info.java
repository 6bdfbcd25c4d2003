/** The report of a run: one HTML page, drawn from the result document alone. */
@NullMarked
package lockstep.node.report;

import org.jspecify.annotations.NullMarked;
