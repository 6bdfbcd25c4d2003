package lockstep.cluster.node;

import java.util.List;
import lockstep.engine.event.EventEngineConformance;
import lockstep.engine.event.EventEngineKind;

final class OneNodeTest extends EventEngineConformance {

  OneNodeTest() {
    super(new EventEngineKind("cluster", true, () -> new OneJvmCluster(1)), List.of(1, 3), List.of(2), List.of(1L));
  }
}
