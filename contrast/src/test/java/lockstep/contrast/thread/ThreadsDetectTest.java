package lockstep.contrast.thread;

import lockstep.engine.DetectConformance;

final class ThreadsDetectTest extends DetectConformance {

  ThreadsDetectTest() {
    super(ThreadsEngine.KIND);
  }
}
