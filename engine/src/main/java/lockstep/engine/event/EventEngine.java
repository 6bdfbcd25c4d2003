package lockstep.engine.event;

/** A started engine of event models: performs assignments one after the other. Its methods are called by one thread. */
public interface EventEngine extends AutoCloseable {

  /**
   * Simulates until the horizon, starting from the model's first state.
   *
   * <p>Returns at the horizon, or soon after the assignment's {@link lockstep.engine.Cancellation} was requested. Threads and actors
   * that it started for this assignment have ended by then, or will end without touching anything of it.
   *
   * @throws lockstep.engine.ModelFailure when the model threw or sent what it may not
   * @throws InterruptedException when the calling thread was interrupted
   */
  EventOutcome perform(EventAssignment assignment) throws InterruptedException;

  /** Releases threads and memory. */
  @Override
  void close();
}
