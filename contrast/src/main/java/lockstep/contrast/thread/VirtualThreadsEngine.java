package lockstep.contrast.thread;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Setting;

/**
 * A virtual thread for each worker, with the very locks of {@link ThreadsEngine}: a worker that waits leaves its carrier thread
 * to others, so there can be tens of thousands of them.
 */
public final class VirtualThreadsEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "virtual-threads",
          "A virtual thread for each worker, with the same locks as threads",
          EnumSet.complementOf(EnumSet.of(Policy.UNGUARDED)),
          Set.of(Setting.QUEUES),
          VirtualThreadsEngine::new);

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return new WorkerPool(assignment, cells -> ThreadsEngine.guards(assignment, cells))
        .perform(workers -> Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory()));
  }

  @Override
  public void close() {}
}
