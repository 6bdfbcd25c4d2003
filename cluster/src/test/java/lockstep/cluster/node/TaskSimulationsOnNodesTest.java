package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import java.util.stream.Stream;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.NodeBoard;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.Sketch;
import lockstep.engine.Work;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every simulation of tasks has one digest and one ledger, on one thread and on any number of nodes. */
@Timeout(240)
final class TaskSimulationsOnNodesTest {

  private static final long SEED = 42;

  /** What would take long on nodes, made small; contended and skewed where it can be. */
  private static final Map<String, Map<String, String>> SMALL =
      Map.ofEntries(
          Map.entry("bank", Map.of("accounts", "20", "transfers", "300", "skew", "1.5")),
          Map.entry("big", Map.of("agents", "6", "pings", "20")),
          Map.entry("bounded-buffer", Map.of("pairs", "3", "items", "30")),
          Map.entry("compute", Map.of("queens", "8")),
          Map.entry("counter", Map.of("increments", "300")),
          Map.entry("dictionary", Map.of("clients", "4", "operations", "60")),
          Map.entry("philosophers", Map.of("seats", "5", "meals", "40")),
          Map.entry("ping-pong", Map.of("pings", "100")),
          Map.entry("pool", Map.of("connections", "2", "queries", "30", "query", "2ms")),
          Map.entry("requests", Map.of("requests", "30", "delay", "2ms")),
          Map.entry("ring", Map.of("agents", "5", "hops", "100")),
          Map.entry("skynet", Map.of("leaves", "100")));

  private static Stream<TaskModel> models() {
    return Simulations.all().stream().flatMap(simulation -> ofTasks(simulation));
  }

  private static <P extends Record> Stream<TaskModel> ofTasks(Simulation<P> simulation) {
    Map<String, String> parameters = SMALL.getOrDefault(simulation.name(), Map.of());
    return Stream.of(simulation.model(ParameterSpec.bind(simulation.parameters(), parameters)))
        .filter(TaskModel.class::isInstance)
        .map(TaskModel.class::cast);
  }

  @ParameterizedTest(name = "{0} nodes")
  @ValueSource(ints = {1, 2, 3})
  void doTheWorkOfOneThread(int nodes) throws InterruptedException {
    try (OneJvmCluster cluster = new OneJvmCluster(nodes)) {
      for (TaskModel model : models().toList()) {
        Assignment assignment = Assignment.of(model, SEED, Math.max(4, model.leastWorkers()), Policy.ORDERED);
        assertThat(model.tasks()).as("%s: a simulation that is new here needs parameters that make it small", model).isLessThan(2_000);
        assertThat(Work.of(cluster.perform(assignment))).as("%s on %d nodes", model, nodes).isEqualTo(Work.reference(model, SEED));
      }
    }
  }

  /** Each of two workers needs the resource of the other node only, so all its messages go there. */
  @Test
  void whatGoesToOtherNodesIsCounted() throws InterruptedException {
    int tasks = 100;
    Sketch across = Sketch.of("across", tasks, 2, (i, draw, plan) -> plan.exclusive((int) ((i + 1) % 2)));
    Sketch beside = Sketch.of("beside", tasks, 2, (i, draw, plan) -> plan.exclusive((int) (i % 2)));
    try (OneJvmCluster cluster = new OneJvmCluster(2)) {
      Assignment assignment = Assignment.of(across, SEED, 2, Policy.ORDERED);
      Account far = account(cluster.perform(assignment));
      Account near = account(cluster.perform(Assignment.of(beside, SEED, 2, Policy.ORDERED)));

      assertThat(far.messages()).isEqualTo(3L * tasks).isEqualTo(far.remote().messages());
      assertThat(near.messages()).as("shipped, as within a JVM").isEqualTo(2L * tasks);
      assertThat(near.remote().messages()).isZero();
      RemoteTraffic remote = far.remote();
      assertThat(remote.frames()).isPositive();
      assertThat(remote.bytes()).isGreaterThan(far.messages() * Integer.BYTES);
      assertThat(remote.nanos()).isPositive();
      assertThat(remote.nodes()).hasSize(2).allSatisfy(node -> assertThat(node.messages()).as("asked, granted and given back").isEqualTo(3L * tasks / 2));
      assertThat(assignment.board().nodes().nodes())
          .containsExactly(new NodeBoard.Node("node-1", NodeBoard.State.IDLE, tasks / 2), new NodeBoard.Node("node-2", NodeBoard.State.IDLE, tasks / 2));
    }
  }

  @Test
  void fewerOwnersThanNodesAndFewerWorkersThanNodesAreEnough() throws InterruptedException {
    Sketch model = Sketch.of("few", 50, 3, (i, draw, plan) -> plan.exclusive((int) (i % 3)).exclusive((int) ((i + 1) % 3)));
    try (OneJvmCluster cluster = new OneJvmCluster(3)) {
      for (int workers = 1; workers <= 3; workers++) {
        for (int owners = 1; owners <= 3; owners++) {
          Coordination coordination = Coordination.of(Policy.ORDERED).withOwners(owners);
          assertThat(Work.of(cluster.perform(Assignment.of(model, SEED, workers, coordination))))
              .as("%d workers, %d owners", workers, owners)
              .isEqualTo(Work.reference(model, SEED));
        }
      }
    }
  }

  private static Account account(Outcome outcome) {
    return assertInstanceOf(Outcome.Completed.class, outcome).account();
  }
}
