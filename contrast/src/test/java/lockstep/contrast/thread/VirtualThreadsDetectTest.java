package lockstep.contrast.thread;

import lockstep.engine.DetectConformance;

final class VirtualThreadsDetectTest extends DetectConformance {

  VirtualThreadsDetectTest() {
    super(VirtualThreadsEngine.KIND);
  }
}
