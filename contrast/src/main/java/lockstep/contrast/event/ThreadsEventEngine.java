package lockstep.contrast.event;

import java.util.concurrent.Executors;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;

/** A fixed pool of platform threads that take partitions in turns, with lock-guarded inboxes and a barrier between rounds. */
public final class ThreadsEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("threads", true, ThreadsEventEngine::new);

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return new PartitionPool(assignment)
        .perform(workers -> Executors.newFixedThreadPool(workers, Thread.ofPlatform().name("worker-", 0).factory()));
  }

  @Override
  public void close() {}
}
