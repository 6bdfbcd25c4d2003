package lockstep.node.report;

import java.util.List;

/** A part of a section. Nothing in it is markup: the templates escape every text. */
public sealed interface Block {

  /** What it shows, in a few words. */
  String caption();

  /**
   * A table.
   *
   * @param heads of the columns
   * @param folded whether it is shown on demand
   */
  record DataTable(String caption, List<String> heads, List<List<String>> rows, boolean folded) implements Block {
    public DataTable {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A table in which each row has a plot along a common axis.
   *
   * @param axis what the axis counts
   * @param heads of the columns beside the plot
   */
  record RowPlot(String caption, String axis, List<Scale.Tick> ticks, List<String> heads, List<Row> rows, List<Key> legend)
      implements Block {
    public RowPlot {
      ticks = List.copyOf(ticks);
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
      legend = List.copyOf(legend);
    }
  }

  /** A row: what its plot shows is told in {@code description}, too. */
  record Row(String label, List<Mark> marks, List<String> values, String description) {
    public Row {
      marks = List.copyOf(marks);
      values = List.copyOf(values);
    }
  }

  /**
   * A table in which each row has two plots beside each other, along an axis each.
   *
   * @param heads of the columns beside the plots
   */
  record PairPlot(String caption, Measure left, Measure right, List<String> heads, List<PairRow> rows, List<Key> legend)
      implements Block {
    public PairPlot {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
      legend = List.copyOf(legend);
    }
  }

  /** An axis and what it counts. */
  record Measure(String name, List<Scale.Tick> ticks) {
    public Measure {
      ticks = List.copyOf(ticks);
    }
  }

  /** A row of two plots; the left one has nothing to draw when there are no marks. */
  record PairRow(
      String label, List<Mark> left, String leftDescription, List<Mark> right, String rightDescription, List<String> values) {
    public PairRow {
      left = List.copyOf(left);
      right = List.copyOf(right);
      values = List.copyOf(values);
    }
  }

  /** What is drawn, from {@code x} on, as wide as {@code width}; a dot has no width. */
  record Mark(Shape shape, String x, String width, String style, String title) {}

  /** The shape of a mark. */
  enum Shape {
    BAR,
    RANGE,
    DOT
  }

  /** What a colour means. */
  record Key(String style, String text) {}

  /**
   * Curves over an axis, in small charts alike: one for each combination of what else was swept.
   *
   * @param table the same as figures
   */
  record CurvePlot(String caption, String axis, List<Facet> facets, List<Key> legend, DataTable table) implements Block {
    public CurvePlot {
      facets = List.copyOf(facets);
      legend = List.copyOf(legend);
    }
  }

  /** One chart. */
  record Facet(String title, List<Scale.Tick> across, List<Scale.Tick> upwards, List<Curve> curves, String description) {
    public Facet {
      across = List.copyOf(across);
      upwards = List.copyOf(upwards);
      curves = List.copyOf(curves);
    }
  }

  /** A curve: its stretches, points, and the intervals around points. */
  record Curve(String style, List<Stretch> stretches, List<Stretch> intervals, List<Point> points) {
    public Curve {
      stretches = List.copyOf(stretches);
      intervals = List.copyOf(intervals);
      points = List.copyOf(points);
    }
  }

  /** A straight line. */
  record Stretch(String x1, String y1, String x2, String y2) {}

  /** A measured point. */
  record Point(String x, String y, String title) {}

  /** Directed graphs, side by side. */
  record Graphs(String caption, String lead, List<Graph> graphs) implements Block {
    public Graphs {
      graphs = List.copyOf(graphs);
    }
  }

  /** A graph: its edges have the colour of its style. Places are in pixels. */
  record Graph(String title, String style, String width, String height, List<Node> nodes, List<Edge> edges, String description) {
    public Graph {
      nodes = List.copyOf(nodes);
      edges = List.copyOf(edges);
    }
  }

  /** A node, drawn as a circle. */
  record Node(String x, String y, String label) {}

  /** An edge: a path, and the corners of its head. */
  record Edge(String path, String head, String x, String y, String anchor, String label) {}

  /** What passes between life lines, from the top to the bottom. Places are in pixels. */
  record Sequence(String caption, int width, int height, List<Lifeline> lines, List<Arrow> arrows, String description)
      implements Block {
    public Sequence {
      lines = List.copyOf(lines);
      arrows = List.copyOf(arrows);
    }
  }

  /** Who takes part. */
  record Lifeline(int x, String style, String label) {}

  /** An arrow, the corners of its head, and what stands in the margin before it. */
  record Arrow(int from, int to, int y, String head, String style, String number, int middle, String label, String title) {}

  /** Numbered steps, and what they lead to. */
  record Steps(String caption, List<String> steps, List<String> end) implements Block {
    public Steps {
      steps = List.copyOf(steps);
      end = List.copyOf(end);
    }
  }

  /** Words. */
  record Words(String caption, List<String> paragraphs) implements Block {
    public Words {
      paragraphs = List.copyOf(paragraphs);
    }
  }
}
