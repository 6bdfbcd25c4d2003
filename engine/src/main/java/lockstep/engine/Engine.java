package lockstep.engine;

/** A started engine: performs assignments one after the other. Its methods are called by one thread. */
public interface Engine extends AutoCloseable {

  /**
   * Performs every task of the assignment once, starting from the model's first state.
   *
   * <p>Returns when all tasks are committed, or soon after the assignment's {@link Cancellation} was requested. Threads, actors
   * and timers that it started for this assignment have ended by then, or will end without touching anything of it.
   *
   * @throws ModelFailure when the model threw or planned what it may not
   * @throws InterruptedException when the calling thread was interrupted
   */
  Outcome perform(Assignment assignment) throws InterruptedException;

  /** Releases threads and memory. */
  @Override
  void close();
}
