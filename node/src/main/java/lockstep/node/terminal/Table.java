package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of texts in columns as wide as they need to be. When it would be too wide for a terminal, columns stand closer together; when that is not enough, what columns say that may stand
 * above rows is told in a line before the rows that have it in common.
 */
final class Table {

  /** What every terminal has. */
  private static final int TERMINAL = 80;

  private static final String GAP = "  ";
  private static final String NARROW_GAP = " ";

  /**
   * One column; numbers stand to the right.
   *
   * @param above whether its texts may stand above rows instead
   */
  record Column(String title, boolean right, boolean above) {

    Column(String title, boolean right) {
      this(title, right, false);
    }
  }

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
    List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
    if (width(all, GAP) <= TERMINAL) {
      return lines(all, GAP);
    }
    return width(all, NARROW_GAP) <= TERMINAL || columns.stream().noneMatch(Column::above) ? lines(all, NARROW_GAP) : grouped();
  }

  private List<String> lines(List<Integer> shown, String gap) {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles(), shown, gap));
    rows.forEach(row -> lines.add(line(row, shown, gap)));
    return lines;
  }

  /** Rows by what stands above them, in the order of the first of each. */
  private List<String> grouped() {
    List<Integer> shown = IntStream.range(0, columns.size()).filter(column -> !columns.get(column).above()).boxed().toList();
    String gap = width(shown, GAP) > TERMINAL ? NARROW_GAP : GAP;
    Map<String, List<List<String>>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(above(row), _ -> new ArrayList<>()).add(row));
    List<String> lines = new ArrayList<>();
    lines.add(line(titles(), shown, gap));
    groups.forEach(
        (above, group) -> {
          lines.add(above + ":");
          group.forEach(row -> lines.add(line(row, shown, gap)));
        });
    return lines;
  }

  private String above(List<String> row) {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).above())
        .mapToObj(column -> columns.get(column).title() + " " + row.get(column))
        .collect(Collectors.joining(", "));
  }

  private List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  private String line(List<String> row, List<Integer> shown, String gap) {
    StringBuilder line = new StringBuilder();
    for (int c : shown) {
      String blanks = " ".repeat(width(c) - row.get(c).length());
      line.append(columns.get(c).right() ? blanks + row.get(c) : row.get(c) + blanks).append(gap);
    }
    return line.toString().stripTrailing();
  }

  private int width(List<Integer> shown, String gap) {
    return shown.stream().mapToInt(this::width).sum() + gap.length() * (shown.size() - 1);
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(columns.get(column).title().length()), rows.stream().mapToInt(row -> row.get(column).length()))
        .max()
        .orElse(0);
  }
}
