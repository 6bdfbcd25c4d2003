package lockstep.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.NodeBoard;
import lockstep.engine.NodeBoard.State;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventModels;
import lockstep.engine.event.EventWork;
import lockstep.engine.event.HeapOracle;
import lockstep.engine.event.Horizon;
import lockstep.simulation.EventModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Assignments outlive the loss of any one node at any moment, and come to what they would have come to without it. */
final class SurvivalTest {

  private static final int PARTITIONS = 5;
  private static final EventModel MODEL = EventModels.ties();
  private static final Horizon HORIZON = Horizon.until(300);
  private static final SnapshotPlan EVERY_4_ROUNDS = SnapshotPlan.everyRounds(4);

  /** When which node is lost. */
  record Loss(int nodes, int node, int afterMessages, double lossy, long seed) {
    @Override
    public String toString() {
      return "node " + (node + 1) + " of " + nodes + " after " + afterMessages + " messages, lossy " + lossy + ", order " + seed;
    }
  }

  private static EventAssignment assignment(long seed) {
    return EventAssignment.of(MODEL, seed, HORIZON, 4, PARTITIONS);
  }

  private static Nodes nodes(Loss loss, SnapshotPlan plan) {
    return new Nodes(assignment(loss.seed()), loss.nodes(), plan, List.of(), loss.lossy(), loss.seed());
  }

  private static EventWork oracle(long seed) {
    return HeapOracle.perform(MODEL, seed, HORIZON);
  }

  /** From the first message to the last one, so that every phase has its losses. */
  static Stream<Loss> losses() {
    return IntStream.of(3, 4, 5)
        .boxed()
        .flatMap(
            number -> {
              Nodes undisturbed = nodes(new Loss(number, 0, 0, 0, 1), EVERY_4_ROUNDS);
              undisturbed.deliverAll();
              int step = undisturbed.delivered() / 40;
              return IntStream.range(0, 42).mapToObj(n -> new Loss(number, n % number, n * step, n % 2 * 0.02, n));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void theLossOfANodeChangesNothing(Loss loss) throws Exception {
    Nodes nodes = nodes(loss, EVERY_4_ROUNDS);
    nodes.deliver(loss.afterMessages());
    nodes.lose(loss.node());
    nodes.deliverAll();
    assertThat(EventWork.of(nodes.result().get())).isEqualTo(oracle(loss.seed()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void aNodeThatComesBackAfterItWasGivenUpChangesNothing(Loss loss) throws Exception {
    Nodes nodes = nodes(loss, EVERY_4_ROUNDS);
    nodes.deliver(loss.afterMessages());
    nodes.pause(loss.node());
    nodes.tellLost(loss.node());
    nodes.deliver(200);
    nodes.goOn();
    nodes.deliverAll();
    assertThat(EventWork.of(nodes.result().get())).isEqualTo(oracle(loss.seed()));
  }

  /** One after the other: each when the one before is made good. */
  @Test
  void nodesMayBeLostUntilOneIsLeft() throws Exception {
    Nodes nodes = nodes(new Loss(4, 0, 0, 0, 9), SnapshotPlan.everyRounds(2));
    for (int node : new int[] {2, 0, 3}) {
      int survived = nodes.told().size();
      nodes.deliver(150);
      nodes.lose(node);
      while (nodes.told().size() == survived || !(nodes.told().getLast() instanceof Happening.Survived)) {
        nodes.deliver(1);
      }
    }
    nodes.deliverAll();
    assertThat(EventWork.of(nodes.result().get())).isEqualTo(oracle(9));
    assertThat(nodes.told().stream().filter(Happening.Survived.class::isInstance)).hasSize(3);
  }

  @Test
  void whatIsToldOfALossIsWhatHappened() {
    EventAssignment assignment = assignment(5);
    Nodes nodes = new Nodes(assignment, 3, EVERY_4_ROUNDS, List.of(17L, 22L), 0, 5);
    while (nodes.told().stream().noneMatch(Happening.Reached.class::isInstance)) {
      nodes.deliver(1);
    }
    assertThat(nodes.told()).containsExactly(new Happening.Began(Stage.FROM_THE_FIRST, List.of()), new Happening.Reached(17));
    nodes.lose(1);
    nodes.deliverAll();
    assertThat(nodes.told()).hasSize(4).last().isEqualTo(new Happening.Reached(22));
    Happening.Survived survived = (Happening.Survived) nodes.told().get(2);
    assertThat(survived.lost()).isEqualTo("node-2");
    assertThat(survived.reason()).isEqualTo("node 2 was killed");
    assertThat(survived.epoch()).isEqualTo(2);
    assertThat(survived.keptRound()).isBetween(8L, 17L);
    assertThat(survived.keptRound() + survived.redoneRounds()).as("the last round that had begun").isBetween(17L, 19L);
    assertThat(survived.resumedNanos()).isGreaterThan(survived.noticedNanos());
    assertThat(assignment.board().nodes().nodes()).extracting(NodeBoard.Node::state).containsExactly(State.IDLE, State.LOST, State.IDLE);
  }

  private static void fails(Nodes nodes, String... why) {
    nodes.deliverAll();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> nodes.result().get())
        .withCauseExactlyInstanceOf(LostPartitions.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(why));
  }

  /** Node 2 holds what node 1 keeps: when both are lost at once, nobody has its partitions. */
  @Test
  void theLossOfANodeAndItsBuddyAtOnceNamesThePartitions() {
    Nodes nodes = new Nodes(assignment(4), 3, EVERY_4_ROUNDS, List.of(20L), 0, 4);
    while (nodes.told().stream().noneMatch(Happening.Reached.class::isInstance)) {
      nodes.deliver(1);
    }
    nodes.lose(0);
    nodes.lose(1);
    fails(nodes, "was killed: no node that is left holds partitions 0 of 5");
  }

  @Test
  void twoNodesDoNotOutliveOne() {
    Nodes nodes = nodes(new Loss(2, 0, 0, 0, 4), EVERY_4_ROUNDS);
    nodes.deliver(300);
    nodes.lose(1);
    fails(nodes, "node 2 was killed: partitions 2 to 4 of 5 were lost with it");
  }

  @Test
  void withoutSnapshotsNothingOutlivesANode() {
    Nodes nodes = nodes(new Loss(3, 0, 0, 0, 4), SnapshotPlan.NEVER);
    nodes.deliver(300);
    nodes.lose(0);
    fails(nodes, "node 1 was killed: partitions 0 to 0 of 5 were lost with it");
  }
}
