/**
 * The contract between models and engines: what an engine is given, what it must hand back, and the parts that all engines
 * share.
 *
 * <p>An {@link lockstep.engine.Engine} performs an {@link lockstep.engine.Assignment} and returns an
 * {@link lockstep.engine.Outcome}. Each of its workers drives a {@link lockstep.engine.TaskMachine}, which plans tasks, says which
 * {@link lockstep.engine.Step} comes next, and keeps the account of the work done. What differs between engines is only how a step
 * waits: on a lock, for a message, or by returning to a loop.
 */
@NullMarked
package lockstep.engine;

import org.jspecify.annotations.NullMarked;
