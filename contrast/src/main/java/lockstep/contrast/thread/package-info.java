/**
 * Engines whose workers are threads that wait by blocking: {@code threads} with explicit locks,
 * {@code virtual-threads} with the same ones, and {@code sequential}, the same worker alone and without any.
 *
 * <h2>Locks</h2>
 *
 * <table>
 *   <caption>The lock table: a lock may be taken only while holding locks of a lower rank</caption>
 *   <tr><th>Rank</th><th>Lock</th><th>Protects</th><th>May be taken while it is held</th></tr>
 *   <tr><td>1</td><td>the gate of {@link lockstep.contrast.thread.LockTable}, a {@code Semaphore} as a {@link lockstep.contrast.thread.PermitLock}, under the policy
 *       {@code arbiter} only</td><td>how many tasks ask for resources at once</td><td>every lock of a resource</td></tr>
 *   <tr><td>2 + id</td><td>{@link lockstep.contrast.thread.LockTable}, one {@code ReentrantLock}, {@code ReentrantReadWriteLock} or
 *       {@code Semaphore} for each resource of the model</td><td>the words and the version of that resource in the
 *       {@link lockstep.engine.CellStore}</td><td>those of resources with a higher id, under the policy {@code ordered}; any,
 *       under the others, of which {@code unordered} can deadlock for that reason, and the rest wait for no time, for a bounded time,
 *       behind the gate, or until a {@link lockstep.contrast.thread.Detector} calls one of them away</td></tr>
 *   <tr><td>1</td><td>{@link lockstep.contrast.thread.ReservationTable}'s {@code reserving}, under the policy {@code all-at-once}
 *       only</td><td>who uses each resource, and who waits; a reserved resource protects its own words and version</td><td>none</td></tr>
 * </table>
 *
 * <p>With fair queues all locks of the {@link lockstep.contrast.thread.LockTable} are fair, and tried in the timed form only.
 *
 * <p>The model's {@code update} runs under these locks: it is what they are for. Nothing else of ours does: no input or output, no
 * logging, no callback. All waits for them can be interrupted, which is how a deadlock is ended: all workers by a cancellation, or, under
 * the policy {@code detect}, one of each circle. The detector takes no locks.
 */
@NullMarked
package lockstep.contrast.thread;

import org.jspecify.annotations.NullMarked;
