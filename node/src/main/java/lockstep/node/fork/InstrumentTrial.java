package lockstep.node.fork;

import java.util.Optional;

/**
 * Finds out what it costs to take the times of tasks: repeats the work in turns with and without, so that what disturbs disturbs both
 * alike, and goes first with the one as often as with the other.
 */
final class InstrumentTrial {

  /** Both, in both orders. */
  private static final int LEAST_PAIRS = 2;

  private final long nanos;
  private double with;
  private double without;
  private int pairs;

  /** Performs the work once. */
  interface Work {

    /**
     * Performs it.
     *
     * @param sampled whether times of tasks are taken
     * @return a report when it came to an early end
     */
    Optional<ForkReport> perform(TaskSample sample, boolean sampled) throws InterruptedException;
  }

  /**
   * A trial.
   *
   * @param nanos how long it goes on with each
   */
  InstrumentTrial(long nanos) {
    this.nanos = nanos;
  }

  /** Performs it; returns a report when the work came to an early end. */
  Optional<ForkReport> perform(Work work) throws InterruptedException {
    long begin = System.nanoTime();
    while (pairs < LEAST_PAIRS || System.nanoTime() - begin < 2 * nanos) {
      boolean first = pairs % 2 == 0;
      Optional<ForkReport> ended = add(work, first);
      if (ended.isEmpty()) {
        ended = add(work, !first);
      }
      if (ended.isPresent()) {
        return ended;
      }
      pairs++;
    }
    return Optional.empty();
  }

  private Optional<ForkReport> add(Work work, boolean sampled) throws InterruptedException {
    TaskSample sample = new TaskSample();
    Optional<ForkReport> ended = work.perform(sample, sampled);
    double seconds = sample.iteration(Optional.empty()).seconds();
    if (sampled) {
      with += seconds;
    } else {
      without += seconds;
    }
    return ended;
  }

  /** How much longer the work took with times taken, as a share of what it took without; negative when it took less. */
  Optional<Double> share() {
    return without > 0 ? Optional.of(with / without - 1) : Optional.empty();
  }
}
