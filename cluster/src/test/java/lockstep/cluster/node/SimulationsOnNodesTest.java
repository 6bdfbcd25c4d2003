package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every simulation of events has one digest, on one thread and on any number of nodes. */
@Timeout(240)
final class SimulationsOnNodesTest {

  private static final long SEED = 42;
  private static final long EVENTS = 8_000;
  private static final int PARTITIONS = 6;

  private static Stream<EventModel> models() {
    return Simulations.all().stream().flatMap(simulation -> ofEvents(simulation));
  }

  private static <P extends Record> Stream<EventModel> ofEvents(Simulation<P> simulation) {
    return Stream.of(simulation.model(ParameterSpec.bind(simulation.parameters(), parameters(simulation))))
        .filter(EventModel.class::isInstance)
        .map(EventModel.class::cast);
  }

  /** The defaults, but for the one case in which an epidemic would die out at once. */
  private static Map<String, String> parameters(Simulation<?> simulation) {
    return simulation.name().equals("epidemic") ? Map.of("infected", "50") : Map.of();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void doTheWorkOfTheHeap(int nodes) throws InterruptedException {
    try (OneJvmCluster cluster = new OneJvmCluster(nodes)) {
      for (EventModel model : models().toList()) {
        Horizon horizon = new Horizon(1_000 * model.ticksPerUnit(), EVENTS, 0);
        EventWork oracle = HeapOracle.perform(model, SEED, horizon);
        assertThat(oracle.ledger().events()).as("%s", model).isGreaterThan(100);
        for (Partitioning partitioning : Partitioning.values()) {
          assertThat(EventWork.of(cluster.perform(assignment(model, horizon, partitioning))))
              .as("%s by %s", model, partitioning)
              .isEqualTo(oracle);
        }
      }
    }
  }

  private static EventAssignment assignment(EventModel model, Horizon horizon, Partitioning partitioning) {
    return new EventAssignment(
        model, SEED, horizon, 4, PARTITIONS, partitioning, false, new Board(PARTITIONS), new Cancellation());
  }
}
