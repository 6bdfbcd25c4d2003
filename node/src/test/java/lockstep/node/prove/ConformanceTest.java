package lockstep.node.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.Coordination;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.proof.LockOrder;
import lockstep.engine.proof.Medium;
import lockstep.engine.proof.Workload;
import lockstep.node.fork.Engines;
import lockstep.node.fork.Models;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What engines do is what the abstract machine can do. */
@Timeout(120)
final class ConformanceTest {

  private static final long SEED = 42;
  private static final int SEATS = 4;

  static Stream<Arguments> everyEngineAndPolicy() {
    return Engines.ALL.stream()
        .flatMap(kind -> kind.policies().stream().filter(policy -> policy != Policy.UNGUARDED).sorted().map(policy -> Arguments.of(kind.name(), policy)));
  }

  private static Assignment assignment(String simulation, Map<String, String> parameters, int workers, Coordination coordination) {
    TaskModel model = Models.tasks(simulation, Optional.empty(), parameters, Map.of());
    return Assignment.of(model, SEED, workers, coordination);
  }

  private static Workload workload(Assignment assignment) {
    return Workload.of(assignment, LockOrder.of(assignment));
  }

  private static Medium medium(String engine) {
    return switch (engine) {
      case "actors" -> Medium.MESSAGES;
      case "event-loop" -> Medium.FAIR_LOCKS;
      default -> Medium.BARGING_LOCKS;
    };
  }

  private static EngineKind kind(String engine) {
    return Engines.named(engine).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("everyEngineAndPolicy")
  void tracesOfPhilosophersConform(String engine, Policy policy) throws InterruptedException {
    Map<String, String> table = Map.of("seats", Integer.toString(SEATS), "gap", policy == Policy.UNORDERED ? "0s" : "20us");
    Assignment assignment = assignment("philosophers", table, SEATS, Coordination.of(policy));

    Conformance conformance = Conformance.of(kind(engine), assignment, workload(assignment), medium(engine), 2);

    assertThat(conformance.illegal()).isEmpty();
    assertThat(conformance.unfollowed()).isEmpty();
    assertThat(conformance.traces()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("everyEngineAndPolicy")
  void tracesOfMessagesAndPermitsConform(String engine, Policy policy) throws InterruptedException {
    Assignment assignment = assignment("ping-pong", Map.of(), 2, Coordination.of(policy));

    Conformance conformance = Conformance.of(kind(engine), assignment, workload(assignment), medium(engine), 1);

    assertThat(conformance.illegal()).isEmpty();
  }

  static Stream<String> lockingEngines() {
    return Stream.of("threads", "virtual-threads");
  }

  @ParameterizedTest
  @MethodSource("lockingEngines")
  void tracesOfFairLocksConform(String engine) throws InterruptedException {
    Assignment assignment =
        assignment("philosophers", Map.of("seats", "3"), 3, Coordination.of(Policy.ORDERED).withQueues(Queues.FAIR));

    Conformance conformance = Conformance.of(kind(engine), assignment, workload(assignment), Medium.FAIR_LOCKS, 2);

    assertThat(conformance.traces()).isEqualTo(2);
  }

  static Stream<Arguments> detectors() {
    return Stream.of(
        Arguments.of("threads", Queues.BARGING, Medium.BARGING_LOCKS),
        Arguments.of("threads", Queues.FAIR, Medium.FAIR_LOCKS),
        Arguments.of("virtual-threads", Queues.BARGING, Medium.BARGING_LOCKS),
        Arguments.of("event-loop", Queues.BARGING, Medium.FAIR_LOCKS));
  }

  /** Each takes one fork, and has the time to; a victim gives up only where the machine has it wait for ever. */
  @ParameterizedTest
  @MethodSource("detectors")
  void tracesOfVictimsConform(String engine, Queues queues, Medium medium) throws InterruptedException {
    Map<String, String> table = Map.of("seats", "3", "gap", "2ms", "pause", "timer", "meals", "9");
    Coordination detect = Coordination.of(Policy.DETECT).withQueues(queues).detectingEvery(500_000);
    Assignment assignment = assignment("philosophers", table, 3, detect);

    Conformance conformance = Conformance.of(kind(engine), assignment, workload(assignment), medium, 3);

    assertThat(conformance.illegal()).isEmpty();
    assertThat(conformance.traces()).isEqualTo(3);
  }

  static Stream<String> engines() {
    return Engines.ALL.stream().filter(kind -> !kind.uncoordinated()).map(EngineKind::name);
  }

  /** The control: an engine that asks in another order than the machine does not conform to it. */
  @ParameterizedTest
  @MethodSource("engines")
  void engineThatAsksInAnotherOrderDoesNotConform(String engine) throws InterruptedException {
    Map<String, String> table = Map.of("seats", "3");
    Assignment ordered = assignment("philosophers", table, 3, Coordination.of(Policy.ORDERED));
    Assignment unordered = assignment("philosophers", table, 3, Coordination.of(Policy.UNORDERED));

    Conformance conformance = Conformance.of(kind(engine), ordered, workload(unordered), medium(engine), 1);

    assertThat(conformance.traces()).isZero();
    assertThat(conformance.illegal()).singleElement().asString().startsWith(engine + ", move ").endsWith(": worker 2 wants 0");
  }
}
