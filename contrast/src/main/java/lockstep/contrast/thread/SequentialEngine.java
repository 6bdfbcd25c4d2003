package lockstep.contrast.thread;

import java.util.Set;
import java.util.concurrent.Executors;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;

/** One worker on one thread, without any coordination: the baseline that the others have to beat. */
public final class SequentialEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "sequential", "One thread performs all tasks, one after the other; the baseline", Set.of(), SequentialEngine::new);

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    if (assignment.workers() != 1) {
      throw new IllegalArgumentException("sequential has one worker, got " + assignment.workers());
    }
    return new WorkerPool(assignment, NoGuards::new)
        .perform(workers -> Executors.newSingleThreadExecutor(Thread.ofPlatform().name("sequential").factory()));
  }

  @Override
  public void close() {}
}
