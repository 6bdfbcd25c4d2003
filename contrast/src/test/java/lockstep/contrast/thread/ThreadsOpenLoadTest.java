package lockstep.contrast.thread;

import lockstep.engine.OpenLoadConformance;

final class ThreadsOpenLoadTest extends OpenLoadConformance {

  ThreadsOpenLoadTest() {
    super(ThreadsEngine.KIND);
  }
}
