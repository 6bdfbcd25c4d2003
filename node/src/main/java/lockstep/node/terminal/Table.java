package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of texts in columns as wide as they need to be, and closer together when they would be too wide for a terminal. */
final class Table {

  /** What every terminal has. */
  private static final int TERMINAL = 80;

  private static final String GAP = "  ";
  private static final String NARROW_GAP = " ";

  /** One column; numbers stand to the right. */
  record Column(String title, boolean right) {}

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row with a text for each column. */
  void add(List<String> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException("a row needs " + columns.size() + " texts, got " + row.size());
    }
    rows.add(List.copyOf(row));
  }

  /** The lines of the table, the titles first; none ends in blanks. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int wide = IntStream.range(0, columns.size()).map(this::width).sum() + GAP.length() * (columns.size() - 1);
    String gap = wide > TERMINAL ? NARROW_GAP : GAP;
    lines.add(line(columns.stream().map(Column::title).toList(), gap));
    rows.forEach(row -> lines.add(line(row, gap)));
    return lines;
  }

  private String line(List<String> row, String gap) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < columns.size(); c++) {
      String blanks = " ".repeat(width(c) - row.get(c).length());
      line.append(columns.get(c).right() ? blanks + row.get(c) : row.get(c) + blanks).append(gap);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(columns.get(column).title().length()), rows.stream().mapToInt(row -> row.get(column).length()))
        .max()
        .orElse(0);
  }
}
