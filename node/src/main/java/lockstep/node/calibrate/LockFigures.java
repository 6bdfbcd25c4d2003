package lockstep.node.calibrate;

import java.util.Arrays;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Step;

/**
 * What an engine told of tasks on one lock. Means are over all tasks, those that did not wait included.
 *
 * @param tasks how many
 * @param workers how many performed them
 * @param elapsedNanos from the beginning to the last commit
 * @param holdNanos the achieved mean
 * @param thinkNanos the achieved mean
 * @param waitNanos the mean
 * @param latencyNanos the mean, from a task's first step to its commit
 */
record LockFigures(
    long tasks,
    int workers,
    long elapsedNanos,
    double holdNanos,
    double thinkNanos,
    double waitNanos,
    double latencyNanos) {

  private static final double SECOND_NANOS = 1e9;

  /** Performs the tasks; locks serve first come, first served, as owners do in any case. */
  static LockFigures of(EngineKind kind, OneLock model, int workers, long seed) throws InterruptedException {
    Coordination coordination = Coordination.of(Policy.ORDERED).withQueues(Queues.FAIR);
    return of(Completion.of(kind, Assignment.of(model, seed, workers, coordination)), workers);
  }

  private static LockFigures of(Outcome.Completed completed, int workers) {
    Account account = completed.account();
    long tasks = account.ledger().commits();
    return new LockFigures(
        tasks,
        workers,
        completed.elapsedNanos(),
        (double) account.achievedNanos(Step.HOLD) / tasks,
        (double) account.achievedNanos(Step.THINK) / tasks,
        (double) account.waitedNanos() / tasks,
        Arrays.stream(account.latencies()).average().orElseThrow());
  }

  /** Tasks in a second. */
  double throughput() {
    return tasks * SECOND_NANOS / elapsedNanos;
  }
}
