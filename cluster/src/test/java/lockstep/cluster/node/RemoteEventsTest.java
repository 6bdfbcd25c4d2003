package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import lockstep.engine.RemoteTraffic;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.Horizon;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs of events send over the network is counted, node by node. */
@Timeout(120)
final class RemoteEventsTest {

  private static final int NODES = 2;
  private static final int WORDS_OF_AN_EVENT = 3;

  /** Every event is for an entity of the other half, so of the other node. */
  private record Across(int entities) implements EventModel {

    @Override
    public long lookahead() {
      return 1;
    }

    @Override
    public void start(Entity self) {
      pass(self);
    }

    @Override
    public void handle(Entity self, Event event) {
      pass(self);
    }

    private void pass(Entity self) {
      self.send((self.id() + entities / 2) % entities, 1 + self.draw().below(5), 0, 0, 0);
    }
  }

  private static EventOutcome.Completed perform(OneJvmCluster cluster, int entities) throws InterruptedException {
    EventAssignment assignment = EventAssignment.of(new Across(entities), 1, Horizon.until(200), NODES, NODES);
    return assertInstanceOf(EventOutcome.Completed.class, cluster.perform(assignment));
  }

  @Test
  void eventsThatGoToOtherNodesAreCountedWithTheBatchesThatTheyGoIn() throws InterruptedException {
    try (OneJvmCluster cluster = new OneJvmCluster(NODES)) {
      EventOutcome.Completed few = perform(cluster, 20);
      EventOutcome.Completed many = perform(cluster, 2_000);

      for (EventOutcome.Completed done : new EventOutcome.Completed[] {few, many}) {
        RemoteTraffic remote = done.remote();
        assertThat(remote.messages()).isEqualTo(done.ledger().sent());
        assertThat(remote.nodes()).hasSize(NODES);
        for (RemoteTraffic.Sent node : remote.nodes()) {
          assertThat(node.messages()).isPositive();
          assertThat(node.frames()).as("a batch in each round").isGreaterThanOrEqualTo(done.ledger().windows());
          assertThat(node.bytes()).isGreaterThan(node.messages() * WORDS_OF_AN_EVENT * Long.BYTES);
          assertThat(node.nanos()).isPositive();
        }
      }
      assertThat(many.remote().frames()).as("frames follow from rounds, not from events").isLessThan(2 * few.remote().frames());
    }
  }
}
