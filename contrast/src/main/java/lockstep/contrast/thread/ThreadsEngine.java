package lockstep.contrast.thread;

import java.util.Set;
import java.util.concurrent.Executors;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;

/** A fixed pool of platform threads, a thread for each worker, that share the state and guard it with explicit locks. */
public final class ThreadsEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "threads",
          "A pool of platform threads that share memory and guard it with explicit locks",
          Set.of(Policy.ORDERED, Policy.UNORDERED, Policy.UNGUARDED),
          ThreadsEngine::new);

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return new WorkerPool(
            assignment,
            cells ->
                switch (assignment.policy()) {
                  case ORDERED, UNORDERED -> new LockTable(assignment.model(), cells);
                  case UNGUARDED -> new RacyCopies(cells);
                })
        .perform(workers -> Executors.newFixedThreadPool(workers, Thread.ofPlatform().name("worker-", 0).factory()));
  }

  @Override
  public void close() {}
}
