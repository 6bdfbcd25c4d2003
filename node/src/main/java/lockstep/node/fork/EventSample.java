package lockstep.node.fork;

/** What an iteration of an event model's runs adds up. */
final class EventSample implements Sample {

  private int repetitions;
  private long nanos;

  /** Adds a run. */
  void add(long elapsedNanos) {
    repetitions++;
    nanos += elapsedNanos;
  }

  @Override
  public Iteration iteration() {
    return new Iteration(repetitions, nanos * 1e-9);
  }
}
