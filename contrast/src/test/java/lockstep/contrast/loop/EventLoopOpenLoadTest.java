package lockstep.contrast.loop;

import lockstep.engine.OpenLoadConformance;

final class EventLoopOpenLoadTest extends OpenLoadConformance {

  EventLoopOpenLoadTest() {
    super(EventLoopEngine.KIND);
  }
}
