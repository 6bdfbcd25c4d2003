/**
 * Event models on shared memory: one thread, an event loop, and threads that take partitions in turns.
 *
 * <p>The locks, by rank; who holds one takes none of the others:
 *
 * <table>
 * <caption>Locks</caption>
 * <tr><th>lock</th><th>protects</th><th>held by</th></tr>
 * <tr><td>{@link lockstep.contrast.event.Inbox}</td><td>the batches that a partition was sent</td>
 *     <td>the sender after its window, the receiver before it</td></tr>
 * <tr><td>{@link lockstep.contrast.event.RoundBarrier}</td><td>how many workers have come</td><td>a worker between two rounds</td></tr>
 * </table>
 */
@NullMarked
package lockstep.contrast.event;

import org.jspecify.annotations.NullMarked;
