package lockstep.node.fork;

import java.util.Optional;
import lockstep.engine.Account;
import lockstep.engine.Outcome;
import org.HdrHistogram.Histogram;

/** What an iteration of tasks adds up. */
final class TaskSample implements Sample {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private final Account account = new Account();
  private int repetitions;
  private long nanos;

  /** Adds a repetition. */
  void add(Outcome.Completed completed) {
    repetitions++;
    nanos += completed.elapsedNanos();
    account.add(completed.account());
    for (long latency : completed.account().latencies()) {
      latencies.recordValue(latency);
    }
  }

  /** Adds all of another iteration. */
  void add(TaskSample other) {
    repetitions += other.repetitions;
    nanos += other.nanos;
    account.add(other.account);
    latencies.add(other.latencies);
  }

  @Override
  public Iteration iteration(Optional<Cost> cost) {
    return new Iteration(repetitions, nanos * 1e-9, cost);
  }

  Histogram latencies() {
    return latencies;
  }

  Account account() {
    return account;
  }
}
