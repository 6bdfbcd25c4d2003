package lockstep.contrast.thread;

import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.Policy;
import lockstep.engine.Queues;

/** Threads with fair locks do what they must; no reader overtakes a writer. */
final class FairThreadsTest extends CoordinationConformance {

  FairThreadsTest() {
    super(ThreadsEngine.KIND);
  }

  @Override
  protected Coordination coordination(Policy policy) {
    return super.coordination(policy).withQueues(Queues.FAIR);
  }

  @Override
  protected Stream<Cell> matrix() {
    return matrix(List.of(3), List.of(1L));
  }
}
