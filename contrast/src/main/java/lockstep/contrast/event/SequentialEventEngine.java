package lockstep.contrast.event;

import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;

/** The calling thread has one partition, and coordinates with nobody: what others are compared with. */
public final class SequentialEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("sequential", false, SequentialEventEngine::new);

  @Override
  public EventOutcome perform(EventAssignment assignment) {
    SinglePartition run = new SinglePartition(assignment);
    run.start();
    while (run.goesOn()) {
      run.advance();
    }
    return run.outcome();
  }

  @Override
  public void close() {}
}
