package lockstep.node.fork;

import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.engine.Account;
import lockstep.engine.Outcome;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Percentile;
import lockstep.node.fork.ForkReport.Overload;
import org.HdrHistogram.Histogram;

/** What an iteration of tasks adds up. */
final class TaskSample implements Sample {

  /** Of the curve of latencies: closer to each other where it is steep. */
  private static final double[] PERCENTS = {0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 100};

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram responses = new Histogram(SIGNIFICANT_DIGITS);
  private final Account account = new Account();
  private int repetitions;
  private long nanos;
  private Optional<Overload> overload = Optional.empty();

  /**
   * Adds a repetition.
   *
   * @param overload why it was overloaded; empty when it was not
   */
  void add(Outcome.Completed completed, Optional<String> overload) {
    repetitions++;
    nanos += completed.elapsedNanos();
    account.add(completed.account());
    for (long latency : completed.account().latencies()) {
      latencies.recordValue(latency);
    }
    for (long response : completed.account().responses()) {
      responses.recordValue(response);
    }
    overload.ifPresent(reason -> add(new Overload(1, reason)));
  }

  /** Adds all of another iteration. */
  void add(TaskSample other) {
    repetitions += other.repetitions;
    nanos += other.nanos;
    account.add(other.account);
    latencies.add(other.latencies);
    responses.add(other.responses);
    other.overload.ifPresent(this::add);
  }

  private void add(Overload more) {
    overload =
        Optional.of(
            overload
                .map(earlier -> new Overload(earlier.repetitions() + more.repetitions(), earlier.reason()))
                .orElse(more));
  }

  @Override
  public Iteration iteration(Optional<Cost> cost) {
    return new Iteration(repetitions, nanos * 1e-9, cost);
  }

  /** From the arrival of tasks on; empty when the load is closed. */
  Optional<Arrived> arrived() {
    return responses.getTotalCount() == 0 ? Optional.empty() : Optional.of(new Arrived(latency(responses), overload));
  }

  /** From the beginning of tasks on. */
  Latency latency() {
    return latency(latencies);
  }

  private static Latency latency(Histogram of) {
    return new Latency(
        of.getTotalCount(),
        of.getValueAtPercentile(50),
        of.getValueAtPercentile(99),
        of.getMaxValue(),
        DoubleStream.of(PERCENTS).mapToObj(percent -> new Percentile(percent, of.getValueAtPercentile(percent))).toList());
  }

  Account account() {
    return account;
  }
}
