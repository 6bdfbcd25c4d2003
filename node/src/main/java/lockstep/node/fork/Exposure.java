package lockstep.node.fork;

/**
 * What a fork did while it could have deadlocked: in all its repetitions, also those that warm up or check, and in the one that was not completed.
 *
 * @param repetitions that were completed, without the pass that checks the order of tasks
 * @param tasks that were committed
 * @param seconds for which it was at work; of a fork that deadlocked until it was found, or until the last look at which a worker had got on
 */
public record Exposure(int repetitions, long tasks, double seconds) {}
