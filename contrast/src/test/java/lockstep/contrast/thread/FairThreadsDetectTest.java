package lockstep.contrast.thread;

import lockstep.engine.Coordination;
import lockstep.engine.DetectConformance;
import lockstep.engine.Queues;

final class FairThreadsDetectTest extends DetectConformance {

  FairThreadsDetectTest() {
    super(ThreadsEngine.KIND);
  }

  @Override
  protected Coordination coordination() {
    return super.coordination().withQueues(Queues.FAIR);
  }
}
