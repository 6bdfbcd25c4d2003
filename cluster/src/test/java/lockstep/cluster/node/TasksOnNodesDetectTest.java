package lockstep.cluster.node;

import lockstep.engine.DetectConformance;

/** Tasks that deadlock on two nodes. Other numbers of nodes: {@link DetectOnNodesTest}. */
final class TasksOnNodesDetectTest extends DetectConformance {

  TasksOnNodesDetectTest() {
    super(OneJvmCluster.TASKS);
  }
}
