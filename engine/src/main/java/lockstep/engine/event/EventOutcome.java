package lockstep.engine.event;

import lockstep.engine.RemoteTraffic;
import lockstep.simulation.Cells;
import lockstep.simulation.Statistics;

/** How an assignment ended. */
public sealed interface EventOutcome {

  /**
   * It went as far as its horizon.
   *
   * @param digest the fingerprint of all that entities handled, sent, drew and recorded, and of their state
   * @param entities the final state; a resource is an entity
   * @param entityDigests the fingerprint of each entity
   * @param trace what was handled in each window; empty unless the assignment is traced
   * @param allocatedBytes of pending events, at the most
   * @param elapsedNanos from the first window to the end of the last one
   * @param remote what nodes sent each other; a message is an event
   */
  record Completed(
      long digest,
      EventLedger ledger,
      Cells entities,
      EntityDigests entityDigests,
      Statistics statistics,
      WindowTrace trace,
      long allocatedBytes,
      long elapsedNanos,
      RemoteTraffic remote)
      implements EventOutcome {}

  /** It was ended early by its {@link lockstep.engine.Cancellation}; the state is of no use. */
  record Cancelled() implements EventOutcome {}

  /** The fingerprints of entities. */
  interface EntityDigests {

    /** The fingerprint of all that an entity handled, sent and drew, and of its state. */
    long of(int id);
  }
}
