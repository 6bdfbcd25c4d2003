package lockstep.node.fork;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lockstep.engine.NodeBoard;
import lockstep.engine.NodeBoard.Node;
import lockstep.engine.NodeBoard.State;

/**
 * How fast the nodes of a fork get on: from how much each has done since the last look, which is a second or more ago. Boards may follow each
 * other; the last one tells who is there. Used by one thread at a time.
 */
final class NodeRates {

  private static final long EVERY_NANOS = 1_000_000_000;

  private NodeBoard board = new NodeBoard();

  /** How much nodes had done on the boards before this one. */
  private final Map<String, Long> before = new HashMap<>();

  /** How much they had done at the last look. */
  private Map<String, Long> seen = Map.of();

  private final Map<String, Node> known = new TreeMap<>(NodeBoard.BY_NUMBER);
  private long lookedNanos;
  private List<NodeProgress> told;

  /**
   * @param expected the names of nodes that are to come
   * @param nowNanos the time of a monotonic clock
   */
  NodeRates(List<String> expected, long nowNanos) {
    this.lookedNanos = nowNanos;
    this.told = expected.stream().map(name -> new NodeProgress(name, "joining", Optional.empty())).toList();
  }

  /** What was told last. */
  List<NodeProgress> told() {
    return told;
  }

  /** Looks again, unless it has just done so. */
  List<NodeProgress> look(NodeBoard now, long nowNanos) {
    if (now != board) {
      board.nodes().forEach(node -> before.merge(node.name(), node.done(), Long::sum));
      board = now;
    }
    double seconds = (nowNanos - lookedNanos) * 1e-9;
    List<Node> nodes = nowNanos - lookedNanos < EVERY_NANOS ? List.of() : now.nodes();
    if (nodes.isEmpty()) {
      return told;
    }
    for (Node node : nodes) {
      known.merge(node.name(), node, (old, next) -> old.state() == State.LOST ? old : next);
    }
    Map<String, Long> done = new HashMap<>();
    nodes.forEach(node -> done.put(node.name(), before.getOrDefault(node.name(), 0L) + node.done()));
    told = known.values().stream().map(node -> new NodeProgress(node.name(), node.state().text(), perSecond(node, done, seconds))).toList();
    seen = done;
    lookedNanos = nowNanos;
    return told;
  }

  private Optional<Double> perSecond(Node node, Map<String, Long> done, double seconds) {
    Long last = seen.get(node.name());
    Long next = done.get(node.name());
    return node.state() == State.LOST || last == null || next == null ? Optional.empty() : Optional.of(Math.max(0, next - last) / seconds);
  }
}
