package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.engine.Board;
import lockstep.engine.Cancellation;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.engine.event.Partitioning;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.epidemic.Epidemic;
import lockstep.simulation.life.Life;
import lockstep.simulation.queues.Queues;
import lockstep.simulation.traffic.Traffic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventSimulationsTest {

  private static final int UNITS = 60;
  private static final long SEED = 17;

  record Case(String name, EventModel model) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> simulations() {
    return Stream.of(
        new Case("queues", Simulated.model(new Queues(), Map.of("stations", "37", "servers", "2", "arrivals", "0.8"))),
        new Case("epidemic", Simulated.model(new Epidemic(), Map.of("persons", "500", "infected", "5"))),
        new Case("epidemic along a graph", alongARing()),
        new Case("life", Simulated.model(new Life(), Map.of("width", "5", "height", "7", "pattern", "random"))),
        new Case("traffic", Simulated.model(new Traffic(), Map.of("segments", "23", "cells", "30"))));
  }

  private static EventModel alongARing() {
    StringBuilder pairs = new StringBuilder();
    for (int person = 0; person < 100; person++) {
      pairs.append(person).append(',').append((person + 1) % 100).append('\n').append(person).append(',').append((person + 7) % 100).append('\n');
    }
    return new Epidemic()
        .model(ParameterSpec.bind(Epidemic.Parameters.class, Map.of("graph", "ring.csv"), _ -> pairs.toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("simulations")
  void everyEngineComesToTheSameHoweverEntitiesAreDealt(Case simulation) {
    EventOutcome.Completed alone = Simulated.of(simulation.model(), SEED, UNITS).assertSound().outcome();
    for (EventEngineKind kind : List.of(ThreadsEventEngine.KIND, VirtualThreadsEventEngine.KIND, EventLoopEventEngine.KIND)) {
      for (int partitions : kind.concurrent() ? new int[] {1, 2, 5, 19} : new int[] {1}) {
        for (Partitioning partitioning : Partitioning.values()) {
          EventOutcome.Completed outcome = performed(kind, simulation.model(), partitions, partitioning);
          String place = kind.name() + " with " + partitions + " partitions by " + partitioning.id() + ", seed " + SEED;
          assertThat(outcome.digest()).as(place).isEqualTo(alone.digest());
          assertThat(outcome.ledger()).as(place).isEqualTo(alone.ledger());
        }
      }
    }
  }

  private static EventOutcome.Completed performed(
      EventEngineKind kind, EventModel model, int partitions, Partitioning partitioning) {
    EventAssignment assignment =
        new EventAssignment(
            model,
            SEED,
            Horizon.until(UNITS * model.ticksPerUnit()),
            Math.min(2, partitions),
            partitions,
            partitioning,
            false,
            new Board(partitions),
            new Cancellation());
    try (EventEngine engine = kind.open()) {
      return (EventOutcome.Completed) engine.perform(assignment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
