package lockstep.engine;

/** How an assignment ended. */
public sealed interface Outcome {

  /**
   * All tasks were performed.
   *
   * @param cells the final state
   * @param account what the workers did, all together
   * @param elapsedNanos from the moment when all workers could begin to the last commit
   */
  record Completed(CellStore cells, Account account, long elapsedNanos) implements Outcome {}

  /** It was ended early by its {@link Cancellation}; the state is of no use. */
  record Cancelled() implements Outcome {}
}
