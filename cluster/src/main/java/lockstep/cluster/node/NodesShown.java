package lockstep.cluster.node;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.NodeBoard;
import org.apache.pekko.actor.typed.ActorRef;

/** Shows what the nodes of a conductor are at. Used by one thread at a time. */
final class NodesShown {

  private static final long NOTHING_YET = -1;

  private final NodeBoard board;
  private final List<String> names;

  /** How many events each node has told. */
  private final long[] told;

  /**
   * @param stage what nodes go on from has events in it that they have not handled themselves
   */
  NodesShown(NodeBoard board, List<ActorRef<Host.Command>> hosts, Stage stage) {
    this.board = board;
    this.names = hosts.stream().map(host -> host.path().name()).toList();
    this.told = new long[names.size()];
    Arrays.fill(told, stage.resumes() ? NOTHING_YET : 0);
  }

  /** All are at the same. */
  void are(NodeBoard.State state) {
    names.forEach(name -> board.is(name, state));
  }

  /** A node has handled so many events. */
  void handled(int node, long events) {
    if (told[node] != NOTHING_YET) {
      board.did(names.get(node), Math.max(0, events - told[node]));
    }
    told[node] = events;
  }
}
