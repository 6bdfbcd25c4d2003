package lockstep.cluster.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;

/**
 * An assignment that nodes are to perform.
 *
 * @param recipe of its model
 * @param kept what is on disk of it; empty when nothing is to be there
 * @param result is completed when all is done, or cannot be
 */
record Undertaking(EventAssignment assignment, Recipe recipe, Optional<Kept> kept, CompletableFuture<EventOutcome> result) {

  /** How it is dealt to so many hosts. */
  Deal deal(int hosts) {
    return Deal.of(hosts, assignment.partitions(), assignment.workers());
  }
}
