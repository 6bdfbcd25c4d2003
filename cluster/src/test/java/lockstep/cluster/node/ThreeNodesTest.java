package lockstep.cluster.node;

import java.util.List;
import lockstep.engine.event.EventEngineConformance;
import lockstep.engine.event.EventEngineKind;

final class ThreeNodesTest extends EventEngineConformance {

  ThreeNodesTest() {
    super(new EventEngineKind("cluster", true, () -> new OneJvmCluster(3)), List.of(2, 3, 7), List.of(1, 4), List.of(-42L));
  }
}
