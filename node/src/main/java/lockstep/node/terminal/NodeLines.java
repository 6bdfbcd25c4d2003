package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import lockstep.node.fork.NodeProgress;

/** What nodes are at, in a few lines below that of a fork: as many in a line as fit. */
final class NodeLines {

  private static final int MOST_LINES = 4;
  private static final String INDENT = "  ";
  private static final String BETWEEN = " | ";

  private NodeLines() {}

  /**
   * Lines; none without nodes. What does not fit in a few of them is left out, and counted.
   *
   * @param widest how many characters a line may have
   */
  static List<String> of(List<NodeProgress> nodes, int widest) {
    List<String> lines = new ArrayList<>();
    int shown = 0;
    while (shown < nodes.size() && lines.size() < MOST_LINES) {
      StringBuilder line = new StringBuilder(INDENT).append(text(nodes.get(shown++)));
      while (shown < nodes.size() && line.length() + BETWEEN.length() + text(nodes.get(shown)).length() <= widest) {
        line.append(BETWEEN).append(text(nodes.get(shown++)));
      }
      lines.add(line.toString());
    }
    if (shown < nodes.size()) {
      lines.add(INDENT + "and " + (nodes.size() - shown) + " more");
    }
    return lines;
  }

  private static String text(NodeProgress node) {
    return node.name() + " " + node.state() + node.perSecond().map(rate -> " " + Quantity.count(rate) + "/s").orElse("");
  }
}
