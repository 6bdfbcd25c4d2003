package lockstep.contrast.loop;

import lockstep.engine.CoordinationConformance;

final class EventLoopEngineTest extends CoordinationConformance {

  EventLoopEngineTest() {
    super(EventLoopEngine.KIND);
  }
}
