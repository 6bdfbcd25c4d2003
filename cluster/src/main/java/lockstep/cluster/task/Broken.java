package lockstep.cluster.task;

/**
 * A deadlock is broken: told to the owner of what the victim gives back, before it does, and by that one to a worker that waits for it
 * and was in the deadlock as well.
 *
 * @param worker to whom
 * @param nanos when the victim gave back, by its {@link System#nanoTime}
 */
record Broken(int worker, long nanos) implements TaskWorker.Detection, ResourceOwner.Command {}
