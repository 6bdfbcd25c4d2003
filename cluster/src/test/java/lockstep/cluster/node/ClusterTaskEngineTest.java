package lockstep.cluster.node;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.engine.Coordination;
import lockstep.engine.CoordinationConformance;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;

/** Tasks on nodes do what they do on actors in one JVM. */
final class ClusterTaskEngineTest extends CoordinationConformance {

  private static final int NODES = 2;

  ClusterTaskEngineTest() {
    super(new EngineKind("cluster", "", OneJvmCluster.TASKS.policies(), Set.of(), () -> new OneJvmCluster(NODES)));
  }

  /** Other numbers of workers and nodes: {@link TaskSimulationsOnNodesTest}. */
  @Override
  protected List<Integer> workers() {
    return List.of(3);
  }

  /** A way to another node and back takes longer than tasks on threads wait in these tests. */
  @Override
  protected Coordination coordination(Policy policy) {
    Coordination usual = Coordination.of(policy);
    return super.coordination(policy).withTimes(usual.lockTimeoutNanos(), usual.backOffNanos());
  }

  /** Half a second for a cell, and more than a thousand of them for a seed. */
  @Override
  protected int numberOfSeeds() {
    return 2;
  }

  @Override
  protected Cell inTime(Cell cell) {
    return crowdsDoLess(cell);
  }

  /** Every other policy for a model, and the others for the next; the soak lane has all. */
  @Override
  protected Stream<Cell> matrix() {
    List<Cell> cells = matrix(workers(), List.of(-42L)).toList();
    List<String> models = cells.stream().map(ClusterTaskEngineTest::model).distinct().toList();
    return cells.stream().filter(cell -> (models.indexOf(model(cell)) + cell.policy().ordinal()) % 2 == 0);
  }

  /** What a cell's name begins with. */
  private static String model(Cell cell) {
    return cell.toString().substring(0, cell.toString().indexOf(", " + cell.policy().id() + ","));
  }

  @Override
  protected Stream<Cell> traced() {
    return matrix(workers(), List.of(5L)).filter(cell -> cell.policy() == Policy.ORDERED).limit(3);
  }

  @Override
  protected Stream<Cell> notCommuting() {
    return notCommuting(List.of(3), List.of(3L));
  }

  /** There is no order of moves on different nodes. */
  @Override
  public void whatATraceTellsIsALegalHistory(Cell cell) {}
}
