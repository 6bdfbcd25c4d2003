package lockstep.node.bisect;

import java.util.function.Supplier;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.simulation.EventModel;

/**
 * How to execute a run of an event model again.
 *
 * @param model builds it, anew for each execution
 */
public record Execution(
    Supplier<EventModel> model, EventEngineKind kind, long seed, Horizon horizon, int workers, int partitions, Partitioning partitioning) {

  EventOutcome.Completed perform(Horizon until, boolean traced) throws InterruptedException {
    EventAssignment assignment =
        new EventAssignment(
            model.get(), seed, until, workers, partitions, partitioning, traced, new Board(partitions), new Cancellation());
    try (EventEngine engine = kind.open()) {
      return switch (engine.perform(assignment)) {
        case EventOutcome.Completed completed -> completed;
        case EventOutcome.Cancelled _ -> throw new IllegalStateException("nobody asked to cancel");
      };
    }
  }
}
