package lockstep.contrast.thread;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Setting;

/** A fixed pool of platform threads, a thread for each worker, that share the state and guard it with explicit locks. */
public final class ThreadsEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "threads",
          "A pool of platform threads that share memory and guard it with explicit locks",
          EnumSet.allOf(Policy.class),
          Set.of(Setting.QUEUES),
          ThreadsEngine::new);

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    return new WorkerPool(assignment, cells -> guards(assignment, cells))
        .perform(workers -> Executors.newFixedThreadPool(workers, Thread.ofPlatform().name("worker-", 0).factory()));
  }

  /** What guards the state under the assignment's policy; virtual threads use the same. */
  static Guards guards(Assignment assignment, CellStore cells) {
    return switch (assignment.policy()) {
      case ORDERED, UNORDERED, TRY_LOCK, TIMEOUT, ARBITER, DETECT ->
          new LockTable(assignment, cells);
      case ALL_AT_ONCE -> new ReservationTable(assignment.model(), cells);
      case UNGUARDED -> new RacyCopies(cells);
    };
  }

  @Override
  public void close() {}
}
