package lockstep.cluster.event;

import lockstep.cluster.ActorHost;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;

/** Pekko actors in one JVM, one for each partition. */
public final class ActorsEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("actors", true, ActorsEventEngine::new);

  private final ActorHost host = new ActorHost();

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    EventRun run = new EventRun(assignment);
    return host.<EventOutcome>perform(
        result -> SimulationRun.create(assignment, run, result), assignment.cancellation());
  }

  @Override
  public void close() {
    host.close();
  }
}
