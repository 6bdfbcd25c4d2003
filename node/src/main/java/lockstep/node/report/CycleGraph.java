package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.node.report.Block.Edge;
import lockstep.node.report.Block.Graph;
import lockstep.node.report.Block.Node;
import lockstep.node.result.PredictedCycle;

/** A cycle of resources as a ring of nodes; each edge is a worker that holds the one and asks for the other. */
final class CycleGraph {

  /** Larger rings are told in the table alone. */
  static final int MOST_NODES = 16;

  private static final double NODE = 17;
  private static final double HEAD = 9;
  private static final double HALF_HEAD = 4.5;
  private static final double LEAST_RADIUS = 74;
  private static final double ROOM_OF_A_NODE = 66;
  private static final double LABEL = 128;
  private static final double MARGIN = 34;
  private static final double GAP = 12;

  /** From the middle of letters to the line they stand on. */
  private static final double BASELINE = 4;

  /** How much further away labels above and below the ring are: letters are wider than high. */
  private static final double DROP = 8;

  private final PredictedCycle cycle;
  private final int nodes;
  private final double radius;
  private final double centreX;
  private final double centreY;

  private record At(double x, double y) {

    At towards(At other, double distance) {
      double length = Math.hypot(other.x - x, other.y - y);
      return new At(x + (other.x - x) / length * distance, y + (other.y - y) / length * distance);
    }

    String text() {
      return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
  }

  private CycleGraph(PredictedCycle cycle) {
    this.cycle = cycle;
    this.nodes = cycle.resources().size();
    this.radius = Math.max(LEAST_RADIUS, nodes * ROOM_OF_A_NODE / (2 * Math.PI));
    this.centreX = radius + GAP + LABEL;
    this.centreY = radius + MARGIN;
  }

  /** The drawing of a cycle. */
  static Graph of(String title, PredictedCycle cycle) {
    return new CycleGraph(cycle).graph(title);
  }

  private Graph graph(String title) {
    List<Node> drawn = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int n = 0; n < nodes; n++) {
      At at = on(n, radius);
      drawn.add(new Node(number(at.x()), number(at.y()), Integer.toString(cycle.resources().get(n))));
      edges.add(edge(n));
    }
    return new Graph(title, cycle.label().text(), number(2 * centreX), number(2 * centreY), drawn, edges, title + ": " + description());
  }

  /** What it shows, in words. */
  private String description() {
    return IntStream.range(0, nodes)
        .mapToObj(n -> "worker " + cycle.workers().get(n) + " holds " + cycle.resources().get(n) + " and asks for " + cycle.resources().get((n + 1) % nodes))
        .collect(Collectors.joining("; "));
  }

  private String who(int n) {
    return "worker " + cycle.workers().get(n) + ", task " + cycle.tasks().get(n);
  }

  /** At the place {@code n} of the ring, or between two of them: the first is on top, of two the first is on the left. */
  private At on(double n, double distance) {
    double angle = (nodes == 2 ? Math.PI : -Math.PI / 2) + 2 * Math.PI * n / nodes;
    return new At(centreX + distance * Math.cos(angle), centreY + distance * Math.sin(angle));
  }

  /** A curve from one node to the next, outside of the straight line between them, so that both ways between two nodes are seen. */
  private Edge edge(int n) {
    double straight = radius * Math.cos(Math.PI / nodes);
    double outmost = nodes == 2 ? radius / 2 : radius;
    At control = on(n + 0.5, 2 * outmost - straight);
    At from = on(n, radius).towards(control, NODE);
    At target = on(n + 1, radius);
    At tip = target.towards(control, NODE + 1);
    At base = target.towards(control, NODE + 1 + HEAD);
    double acrossX = (base.y() - tip.y()) / HEAD * HALF_HEAD;
    double acrossY = (tip.x() - base.x()) / HEAD * HALF_HEAD;
    String head =
        tip.text() + " " + new At(base.x() + acrossX, base.y() + acrossY).text() + " " + new At(base.x() - acrossX, base.y() - acrossY).text();
    At label = on(n + 0.5, outmost + GAP);
    double side = (label.x() - centreX) / (outmost + GAP);
    String anchor = side > 0.3 ? "start" : side < -0.3 ? "end" : "middle";
    return new Edge(
        "M" + from.text() + " Q" + control.text() + " " + base.text(), head, number(label.x()), number(label.y() + BASELINE + DROP * (label.y() - centreY) / (outmost + GAP)), anchor, who(n));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
