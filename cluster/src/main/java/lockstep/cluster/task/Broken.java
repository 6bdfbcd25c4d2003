package lockstep.cluster.task;

/**
 * A deadlock is broken: told to the owner of what the victim gives back, before it does, and by that one to a worker that waits for it
 * and was in the deadlock as well.
 *
 * @param worker to whom
 * @param resource what it waits for
 * @param nanos when the victim gave back, by its {@link System#nanoTime}; from another node, when that was heard
 */
record Broken(int worker, int resource, long nanos) implements TaskWorker.Detection, ResourceOwner.Command {}
