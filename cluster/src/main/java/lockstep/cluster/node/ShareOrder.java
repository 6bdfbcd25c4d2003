package lockstep.cluster.node;

import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.simulation.EventModel;

/**
 * An assignment and one node's share of it, without the model.
 *
 * @param node which of the nodes it is for: {@code 0 .. nodes - 1}
 * @param deal how partitions and workers are dealt to nodes
 * @param stage which part of the assignment it is for
 */
record ShareOrder(
    long seed, Horizon horizon, Partitioning partitioning, boolean traced, int node, Deal deal, Stage stage) {

  ShareOrder {
    if (node < 0 || node >= deal.nodes()) {
      throw new IllegalArgumentException("the node must be in [0, " + deal.nodes() + "), got " + node);
    }
  }

  static ShareOrder of(EventAssignment assignment, int node, Deal deal, Stage stage) {
    return new ShareOrder(
        assignment.seed(), assignment.horizon(), assignment.partitioning(), assignment.traced(), node, deal, stage);
  }

  /** The assignment, as this node sees it. */
  EventAssignment assignment(EventModel model) {
    return new EventAssignment(
        model,
        seed,
        horizon,
        deal.workers(),
        deal.partitions(),
        partitioning,
        traced,
        new Board(deal.partitions()),
        new Cancellation());
  }
}
