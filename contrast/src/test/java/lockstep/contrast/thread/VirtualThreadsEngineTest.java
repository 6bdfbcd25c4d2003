package lockstep.contrast.thread;

import lockstep.engine.CoordinationConformance;

final class VirtualThreadsEngineTest extends CoordinationConformance {

  VirtualThreadsEngineTest() {
    super(VirtualThreadsEngine.KIND);
  }
}
