/** Tests of proofs of scenarios. */
@NullMarked
package lockstep.node.prove;

import org.jspecify.annotations.NullMarked;
