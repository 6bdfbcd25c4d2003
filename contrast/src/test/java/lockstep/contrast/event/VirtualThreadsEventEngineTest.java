package lockstep.contrast.event;

import lockstep.engine.event.EventEngineConformance;

final class VirtualThreadsEventEngineTest extends EventEngineConformance {

  VirtualThreadsEventEngineTest() {
    super(VirtualThreadsEventEngine.KIND);
  }
}
