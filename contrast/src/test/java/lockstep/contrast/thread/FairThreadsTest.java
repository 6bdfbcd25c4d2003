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

  /**
   * Fifty workers stand in line for a hot account and hold nothing; whoever holds one and wants it, too, gives up before its turn comes. 64
   * workers have committed less than a thousand transfers in a minute; 16 take seconds.
   */
  @Override
  protected boolean getsOn(Cell cell) {
    return !isCrowdThatDeadlocks(cell);
  }

  @Override
  protected Stream<Cell> matrix() {
    return matrix(List.of(3), List.of(1L));
  }
}
