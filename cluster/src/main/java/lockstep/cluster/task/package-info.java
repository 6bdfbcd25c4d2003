/**
 * The engine {@code actors}: tasks performed by Pekko actors in one JVM.
 *
 * <p>The dual of the thread engines (Lauer and Needham, "On the duality of operating system structures", 1979): what is a lock
 * there is an actor here that owns a block of resources, waiting for a lock is waiting for a message, and the state that a lock
 * protects travels in the message that grants it. No two actors ever hold the same state, so nothing is shared.
 *
 * <pre>
 *   TaskRun ── spawns, tells to begin ──▶ TaskWorker (one for each worker)
 *                                            │ Ask            ▲ Grant, with the state
 *                                            ▼                │
 *                                         ResourceOwner (one for each block of resources)
 *                                            ▲ Grant, given back with the changed state
 * </pre>
 *
 * <p>A task whose needs all lie in one block is shipped to its owner as one message, with its machine; the owner performs it at one go when
 * all of them are free, and grants it the first one otherwise (docs/decisions/0011-owners-of-blocks.md).
 *
 * <p>Under the policy {@code detect} probes go from workers to owners to workers, along the waits, and find circles
 * (docs/decisions/0025-probes.md, 0035-deadlocks-across-nodes.md).
 *
 * <p>On several nodes a {@link lockstep.cluster.task.TaskShare} takes the place of the {@code TaskRun} on each of them, and has some of the workers and owners. What
 * these tell each other over the network are {@link lockstep.cluster.task.Letter}s, which go by the {@link lockstep.cluster.task.Gateway}s of their nodes
 * (docs/decisions/0029-tasks-on-nodes.md).
 *
 * <p>Flow control is by credit: a worker has one request under way at most, and sends the next only when that was granted. So no
 * mailbox and no queue of an owner is ever longer than the number of workers.
 */
@NullMarked
package lockstep.cluster.task;

import org.jspecify.annotations.NullMarked;
