package lockstep.cluster.node;

import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.event.EventEngineConformance;
import lockstep.engine.event.EventEngineKind;

final class ThreeNodesTest extends EventEngineConformance {

  ThreeNodesTest() {
    super(new EventEngineKind("cluster", true, () -> new OneJvmCluster(3)), List.of(2, 3, 7), List.of(1, 4), List.of(-42L));
  }

  /** With so many partitions one worker or four, in turns; the soak lane has both, for many seeds. */
  @Override
  protected Stream<Cell> matrix() {
    return super.matrix().filter(cell -> (cell.partitions() + cell.workers()) % 2 == 0);
  }
}
