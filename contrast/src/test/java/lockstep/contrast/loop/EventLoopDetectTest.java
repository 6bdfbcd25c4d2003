package lockstep.contrast.loop;

import lockstep.engine.DetectConformance;

final class EventLoopDetectTest extends DetectConformance {

  EventLoopDetectTest() {
    super(EventLoopEngine.KIND);
  }
}
