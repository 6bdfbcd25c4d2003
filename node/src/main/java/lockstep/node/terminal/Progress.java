package lockstep.node.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.engine.NodeBoard.State;
import lockstep.node.fork.ForkProgress;
import lockstep.node.fork.NodeProgress;

/**
 * Tells on standard error how far a run is: on a terminal in one line that is written over and over, with what nodes are at below it;
 * elsewhere with a line for each fork, and for each node that is lost. Called by one thread at a time.
 */
public final class Progress {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final String CLEAR_LINE_AND_BELOW = "\r\u001b[J";
  private static final int WIDEST = 79;

  /** Where it is told. */
  public enum Where {
    /** Nowhere. */
    NOWHERE,
    /** A terminal that knows how to write over a line. */
    TERMINAL,
    /** A file, a pipe, or a terminal that knows nothing. */
    LINES
  }

  private final PrintStream err;
  private final Where where;
  private int forks;
  private final long beginNanos = System.nanoTime();
  private final Duration expected;
  private final String unit;
  private int fork;
  private String doing = "";
  private List<NodeProgress> nodes = List.of();
  private final Set<String> lost = new HashSet<>();
  private boolean shownBelow;

  /**
   * @param forks how many there will be
   * @param expected how long one takes, as long as none has ended
   */
  public Progress(PrintStream err, Where where, int forks, Duration expected) {
    this(err, where, forks, expected, "tasks");
  }

  /**
   * The same.
   *
   * @param unit what forks count
   */
  public Progress(PrintStream err, Where where, int forks, Duration expected, String unit) {
    this.unit = unit;
    this.err = err;
    this.where = where;
    this.forks = forks;
    this.expected = expected;
  }

  /** So many forks are to come, at least. */
  public synchronized void left(int number) {
    forks = fork + number;
  }

  /** A fork has begun. */
  public synchronized void begins(String what) {
    doing = what;
    nodes = List.of();
    lost.clear();
    if (where == Where.LINES) {
      err.println("lockstep: fork " + (fork + 1) + " of " + forks + ": " + what + left());
    }
    show("");
  }

  /** A fork is as far as that. */
  public synchronized void at(ForkProgress progress) {
    nodes = progress.nodes();
    nodes.stream().filter(node -> node.state().equals(State.LOST.text())).map(NodeProgress::name).forEach(this::tellOfLoss);
    String count = progress.commits() == 0 ? "" : ", " + Quantity.count((double) progress.commits()) + " " + unit;
    show(", " + progress.phase() + count);
  }

  private void tellOfLoss(String node) {
    if (lost.add(node) && where == Where.LINES) {
      err.println("lockstep: " + node + " is lost");
    }
  }

  /** A fork has ended. */
  public synchronized void ended() {
    fork++;
  }

  /** Something to know about the run, without a full stop. */
  public synchronized void tell(String what) {
    if (where != Where.NOWHERE) {
      close();
      err.println("lockstep: " + what);
    }
  }

  /** The run has ended: leaves an empty line to whoever writes next. */
  public synchronized void close() {
    if (where == Where.TERMINAL) {
      err.print(cleared());
      err.flush();
    }
  }

  private String cleared() {
    String clear = shownBelow ? CLEAR_LINE_AND_BELOW : CLEAR_LINE;
    shownBelow = false;
    return clear;
  }

  private void show(String detail) {
    if (where == Where.TERMINAL) {
      StringBuilder text = new StringBuilder(cleared()).append(line("[" + (fork + 1) + "/" + forks + "] ", detail + left()));
      List<String> below = NodeLines.of(nodes, WIDEST);
      below.forEach(line -> text.append('\n').append(cut(line, WIDEST)));
      if (!below.isEmpty()) {
        text.append("\u001b[").append(below.size()).append('A');
        shownBelow = true;
      }
      err.print(text);
      err.flush();
    }
  }

  /** What is done is cut, not how far it is. */
  private String line(String before, String after) {
    int room = Math.max(0, WIDEST - before.length() - after.length());
    return cut(before + cut(doing, room) + after, WIDEST);
  }

  private static String cut(String text, int widest) {
    return text.substring(0, Math.min(text.length(), widest));
  }

  private String left() {
    double each = fork == 0 ? (double) expected.toNanos() : (double) (System.nanoTime() - beginNanos) / fork;
    return ", about " + Math.max(1, Math.round(each * (forks - fork) * 1e-9)) + " s left";
  }
}
