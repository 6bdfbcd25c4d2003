package lockstep.contrast.event;

import lockstep.engine.event.EventEngineConformance;

final class EventLoopEventEngineTest extends EventEngineConformance {

  EventLoopEventEngineTest() {
    super(EventLoopEventEngine.KIND);
  }
}
