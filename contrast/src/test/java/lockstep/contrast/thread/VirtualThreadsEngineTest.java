package lockstep.contrast.thread;

import lockstep.engine.CoordinationConformance;

final class VirtualThreadsEngineTest extends CoordinationConformance {

  VirtualThreadsEngineTest() {
    super(VirtualThreadsEngine.KIND);
  }

  @Override
  protected boolean readersOvertake() {
    return true;
  }
}
