package lockstep.cluster.event;

import lockstep.engine.event.EventEngineConformance;

final class ActorsEventEngineTest extends EventEngineConformance {

  ActorsEventEngineTest() {
    super(ActorsEventEngine.KIND);
  }
}
