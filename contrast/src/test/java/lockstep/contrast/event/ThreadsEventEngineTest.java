package lockstep.contrast.event;

import lockstep.engine.event.EventEngineConformance;

final class ThreadsEventEngineTest extends EventEngineConformance {

  ThreadsEventEngineTest() {
    super(ThreadsEventEngine.KIND);
  }
}
