package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.NodeBoard.Node;
import lockstep.engine.NodeBoard.State;
import org.junit.jupiter.api.Test;

final class NodeBoardTest {

  private final NodeBoard board = new NodeBoard();

  @Test
  void tellsWhatNodesAreAtInTheOrderOfTheirNumbers() {
    board.is("node-10", State.OPENING);
    board.is("node-2", State.RUNNING);
    board.did("node-2", 7);
    board.did("node-2", 5);
    board.did("node-1", 1);

    assertThat(board.nodes())
        .containsExactly(new Node("node-1", State.IDLE, 1), new Node("node-2", State.RUNNING, 12), new Node("node-10", State.OPENING, 0));
  }

  @Test
  void whoIsLostStaysLost() {
    board.is("node-1", State.LOST);
    board.is("node-1", State.RUNNING);

    assertThat(board.nodes()).containsExactly(new Node("node-1", State.LOST, 0));
  }
}
