package lockstep.contrast.thread;

import lockstep.engine.OpenLoadConformance;

final class VirtualThreadsOpenLoadTest extends OpenLoadConformance {

  VirtualThreadsOpenLoadTest() {
    super(VirtualThreadsEngine.KIND);
  }
}
