package lockstep.contrast.event;

import java.util.concurrent.Executors;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;

/** The same as {@link ThreadsEventEngine}, with a virtual thread for each worker. */
public final class VirtualThreadsEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("virtual-threads", true, VirtualThreadsEventEngine::new);

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    return new PartitionPool(assignment)
        .perform(_ -> Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory()));
  }

  @Override
  public void close() {}
}
