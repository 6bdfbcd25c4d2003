package lockstep.contrast.thread;

import lockstep.engine.OpenLoadConformance;

final class SequentialOpenLoadTest extends OpenLoadConformance {

  SequentialOpenLoadTest() {
    super(SequentialEngine.KIND);
  }
}
