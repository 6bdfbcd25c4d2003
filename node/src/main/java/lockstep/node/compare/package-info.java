/** Compares two runs that are kept: what became better or worse. */
@NullMarked
package lockstep.node.compare;

import org.jspecify.annotations.NullMarked;
