package lockstep.node.fork;

import java.util.Optional;

/** What an iteration of an event model's runs adds up. */
final class EventSample implements Sample {

  private int repetitions;
  private long nanos;

  /** Adds a run. */
  void add(long elapsedNanos) {
    repetitions++;
    nanos += elapsedNanos;
  }

  /** Adds all of another iteration. */
  void add(EventSample other) {
    repetitions += other.repetitions;
    nanos += other.nanos;
  }

  @Override
  public Iteration iteration(Optional<Cost> cost) {
    return new Iteration(repetitions, nanos * 1e-9, cost);
  }
}
