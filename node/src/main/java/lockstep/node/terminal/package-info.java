/** What a person reads: the table, the verdict, progress. */
@NullMarked
package lockstep.node.terminal;

import org.jspecify.annotations.NullMarked;
