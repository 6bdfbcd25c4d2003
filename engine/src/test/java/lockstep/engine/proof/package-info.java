/** Tests of proofs: known verdicts, oracles, and traces. */
@NullMarked
package lockstep.engine.proof;

import org.jspecify.annotations.NullMarked;
