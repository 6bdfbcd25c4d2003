package lockstep.cluster.task;

import lockstep.engine.CoordinationConformance;

final class ActorsEngineTest extends CoordinationConformance {

  ActorsEngineTest() {
    super(ActorsEngine.KIND);
  }
}
