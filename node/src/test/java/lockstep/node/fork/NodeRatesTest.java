package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lockstep.engine.NodeBoard;
import lockstep.engine.NodeBoard.State;
import org.junit.jupiter.api.Test;

final class NodeRatesTest {

  private static final long SECOND = 1_000_000_000;

  private final NodeBoard board = new NodeBoard();
  private final NodeRates rates = new NodeRates(List.of("node-1", "node-2"), 0);

  private static NodeProgress node(String name, String state) {
    return new NodeProgress(name, state, Optional.empty());
  }

  private static NodeProgress running(String name, double perSecond) {
    return new NodeProgress(name, "running", Optional.of(perSecond));
  }

  @Test
  void nodesJoinUntilABoardKnowsThem() {
    assertThat(rates.look(board, 5 * SECOND)).containsExactly(node("node-1", "joining"), node("node-2", "joining"));

    board.is("node-1", State.OPENING);
    board.is("node-2", State.OPENING);

    assertThat(rates.look(board, 6 * SECOND)).containsExactly(node("node-1", "opening"), node("node-2", "opening"));
  }

  @Test
  void ratesAreOfWhatWasDoneSinceTheLastLookWhichIsASecondAgoAtLeast() {
    board.is("node-1", State.RUNNING);
    board.is("node-2", State.RUNNING);
    board.did("node-1", 1_000);
    assertThat(rates.look(board, SECOND)).containsExactly(node("node-1", "running"), node("node-2", "running"));

    board.did("node-1", 600);
    board.did("node-2", 200);
    List<NodeProgress> same = rates.look(board, SECOND + SECOND - 1);
    assertThat(same).containsExactly(node("node-1", "running"), node("node-2", "running"));
    assertThat(rates.look(board, 3 * SECOND)).containsExactly(running("node-1", 300), running("node-2", 100));
  }

  @Test
  void ratesGoOnWhenOneBoardFollowsAnother() {
    board.is("node-1", State.RUNNING);
    board.did("node-1", 1_000);
    rates.look(board, SECOND);
    board.did("node-1", 30);
    NodeBoard next = new NodeBoard();
    next.is("node-1", State.RUNNING);
    next.did("node-1", 70);

    assertThat(rates.look(next, 2 * SECOND)).containsExactly(running("node-1", 100));
  }

  @Test
  void whoWasLostIsToldOfOnBoardsThatFollowAsWell() {
    board.is("node-1", State.RUNNING);
    board.is("node-2", State.LOST);
    rates.look(board, SECOND);
    NodeBoard next = new NodeBoard();
    next.is("node-1", State.RUNNING);
    next.did("node-1", 10);

    assertThat(rates.look(next, 2 * SECOND)).containsExactly(running("node-1", 10), node("node-2", "lost"));
  }

  @Test
  void engineOfOneJvmHasNoNodes() {
    NodeRates none = new NodeRates(List.of(), 0);

    assertThat(none.told()).isEmpty();
    assertThat(none.look(board, 9 * SECOND)).isEmpty();
  }
}
