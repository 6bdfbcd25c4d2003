package lockstep.contrast.thread;

import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.Policy;
import lockstep.engine.Queues;

/** Threads with fair locks do what they must; no reader overtakes a writer. */
final class FairThreadsTest extends CoordinationConformance {

  private static final long LOCK_TIMEOUT_NANOS = 100_000;
  private static final long BACK_OFF_NANOS = 1_000;

  FairThreadsTest() {
    super(ThreadsEngine.KIND);
  }

  /**
   * With fair locks, tasks that give up after a time stand in line behind all others each time: with the usual 5 ms, a few hundred
   * tasks that always meet take minutes.
   */
  @Override
  protected Coordination coordination(Policy policy) {
    return super.coordination(policy).withQueues(Queues.FAIR).withTimes(LOCK_TIMEOUT_NANOS, BACK_OFF_NANOS);
  }

  @Override
  protected Stream<Cell> matrix() {
    return matrix(List.of(3), List.of(1L));
  }
}
