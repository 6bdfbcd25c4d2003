/**
 * Proofs about the coordination of tasks: an abstract machine of workers that ask for resources, the exploration of all that it can do,
 * and what follows for deadlock, livelock and starvation. {@code docs/proving.md} says what is assumed.
 *
 * <p>{@link lockstep.engine.proof.Workload} plans what each worker asks for, by the same code that plans for engines;
 * {@link lockstep.engine.proof.Machine} is the machine, {@link lockstep.engine.proof.Prover} explores it and concludes,
 * {@link lockstep.engine.proof.LockOrder} predicts from the plans alone, and {@link lockstep.engine.proof.Replay} holds what was
 * recorded of an engine against the machine.
 */
@NullMarked
package lockstep.engine.proof;

import org.jspecify.annotations.NullMarked;
