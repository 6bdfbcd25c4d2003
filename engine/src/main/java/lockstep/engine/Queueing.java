package lockstep.engine;

/**
 * How long sampled tasks lay in queues and mailboxes, though nothing they needed was taken: a price of coordination by messages and
 * callbacks, apart from the waits for what others held. Which tasks are sampled depends on their index alone, so they are the same in every engine,
 * and the same as those of the latencies.
 *
 * <p>What is a stay depends on what there is to lie in:
 *
 * <ul>
 *   <li>Actors: a request, from when the worker sent it to when the owner receives it; and the answer to it, from when the owner sent
 *       it to when the worker receives it. The gate of the policy {@code arbiter} is an owner like others. A resource that is given back
 *       is not timed: no task waits for that by itself.
 *   <li>Event loop: a worker whose request has been granted, from then to when the loop runs it.
 *   <li>Threads: there is no queue but the operating system's, and of virtual threads the scheduler's; neither tells when a thread
 *       could have run. They have no queueing at all, which is not the same as none that took time; how long their threads took
 *       to run again is part of their waits.
 * </ul>
 *
 * <p>That a timer is late is no queueing, in any engine: it is what a pause took above what it should have taken.
 *
 * @param tasks how many sampled tasks were committed
 * @param stays how often something of a sampled task lay in a queue
 * @param nanos how long, all together
 */
public record Queueing(long tasks, long stays, long nanos) {}
