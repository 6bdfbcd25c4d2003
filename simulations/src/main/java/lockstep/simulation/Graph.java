package lockstep.simulation;

import java.util.Arrays;

/**
 * Who is a neighbour of whom, read from a list of pairs. Nodes are numbered from 0; a number that no pair has is a node without
 * neighbours. Immutable.
 *
 * <p>The text has one pair in a line: two whole numbers with a comma, a semicolon, blanks or a tab between them. Lines that are empty
 * or begin with {@code #} count for nothing, and the first other line may be a heading without numbers. Pairs have no direction;
 * one that is named again, either way round, counts once.
 */
public final class Graph {

  /** Most nodes. */
  public static final int MOST_NODES = 50_000_000;

  private static final String RULE = "must be two numbers of nodes in [0, " + (MOST_NODES - 1) + "], such as 3,17, got ";
  private static final int LONGEST_ECHO = 40;

  /** Where the neighbours of a node begin, {@code [node]}, and one more. */
  private final int[] first;

  /** The neighbours of all nodes, those of each one ascending. */
  private final int[] neighbours;

  private Graph(int[] first, int[] neighbours) {
    this.first = first;
    this.neighbours = neighbours;
  }

  /**
   * Reads a list of pairs.
   *
   * @throws IllegalArgumentException with the line, when it is no such list
   */
  public static Graph read(InputFile file) {
    Pairs pairs = new Pairs(file);
    pairs.read();
    if (pairs.count == 0) {
      throw new IllegalArgumentException(file.name() + ": must have at least one pair of nodes, such as 3,17");
    }
    return of(pairs);
  }

  private static Graph of(Pairs pairs) {
    int nodes = Arrays.stream(pairs.ends, 0, pairs.count).max().orElseThrow() + 1;
    int[] first = new int[nodes + 1];
    for (int end = 0; end < pairs.count; end++) {
      first[pairs.ends[end] + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      first[node + 1] += first[node];
    }
    int[] neighbours = new int[pairs.count];
    int[] next = first.clone();
    for (int end = 0; end < pairs.count; end++) {
      neighbours[next[pairs.ends[end]]++] = pairs.ends[end ^ 1];
    }
    return distinct(first, neighbours);
  }

  /** Sorts the neighbours of each node, and drops those that are named again. */
  private static Graph distinct(int[] first, int[] neighbours) {
    int used = 0;
    int begin = 0;
    for (int node = 0; node + 1 < first.length; node++) {
      int end = first[node + 1];
      Arrays.sort(neighbours, begin, end);
      int mine = used;
      for (int at = begin; at < end; at++) {
        if (used == mine || neighbours[used - 1] != neighbours[at]) {
          neighbours[used++] = neighbours[at];
        }
      }
      begin = end;
      first[node + 1] = used;
    }
    return new Graph(first, Arrays.copyOf(neighbours, used));
  }

  /** How many nodes there are. */
  public int nodes() {
    return first.length - 1;
  }

  /** How many neighbours a node has. */
  public int degree(int node) {
    return first[node + 1] - first[node];
  }

  /**
   * A neighbour of a node.
   *
   * @param number {@code 0 .. degree(node) - 1}
   */
  public int neighbour(int node, int number) {
    return neighbours[first[node] + number];
  }

  /** Reads pairs; the ends of pair {@code n} are numbers {@code 2 n} and {@code 2 n + 1}. */
  private static final class Pairs {

    private static final int MOST_ENDS = Integer.MAX_VALUE - 9;

    private final InputFile file;
    private int[] ends = new int[1024];
    private int count;
    private boolean headed;

    Pairs(InputFile file) {
      this.file = file;
    }

    void read() {
      String text = file.text();
      int line = 0;
      for (int begin = 0; begin < text.length(); ) {
        int newline = text.indexOf('\n', begin);
        int end = newline < 0 ? text.length() : newline;
        line++;
        read(text.substring(begin, end).strip(), line);
        begin = end + 1;
      }
    }

    private void read(String text, int line) {
      if (text.isEmpty() || text.startsWith("#")) {
        return;
      }
      boolean heading = !headed && count == 0 && text.chars().noneMatch(Character::isDigit);
      headed = true;
      if (heading) {
        return;
      }
      int split = split(text);
      int one = node(text.substring(0, split), text, line);
      int other = node(text.substring(split).replaceFirst("[,;]", ""), text, line);
      if (one == other) {
        throw file.mistake(line, "must not make a node its own neighbour, got " + echo(text));
      }
      if (count >= MOST_ENDS - 1) {
        throw file.mistake(line, "must be one of at most " + MOST_ENDS / 2 + " pairs");
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, (int) Math.min(MOST_ENDS, 2L * count));
      }
      ends[count] = one;
      ends[count + 1] = other;
      count += 2;
    }

    /** Where the first number ends. */
    private static int split(String text) {
      for (int at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == ',' || c == ';' || Character.isWhitespace(c)) {
          return at;
        }
      }
      return text.length();
    }

    private int node(String text, String whole, int line) {
      try {
        int node = Integer.parseInt(text.strip());
        if (node >= 0 && node < MOST_NODES) {
          return node;
        }
      } catch (NumberFormatException e) {
        // Told below, with the whole line.
      }
      throw file.mistake(line, RULE + echo(whole));
    }

    private static String echo(String text) {
      return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
  }
}
