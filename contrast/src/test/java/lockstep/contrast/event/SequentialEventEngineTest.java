package lockstep.contrast.event;

import lockstep.engine.event.EventEngineConformance;

final class SequentialEventEngineTest extends EventEngineConformance {

  SequentialEventEngineTest() {
    super(SequentialEventEngine.KIND);
  }
}
