package lockstep.cluster.task;

import lockstep.engine.OpenLoadConformance;

final class ActorsOpenLoadTest extends OpenLoadConformance {

  ActorsOpenLoadTest() {
    super(ActorsEngine.KIND);
  }
}
