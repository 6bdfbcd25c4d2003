package lockstep.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the nodes that perform an assignment are at, for whoever watches them. Written by who conducts them, some times a second; read by
 * any thread. Empty for an engine that has one JVM.
 */
public final class NodeBoard {

  /** What a node is at. */
  public enum State {
    /** It builds the model, and makes room for its share. */
    OPENING,
    /** It performs its share. */
    RUNNING,
    /** It hands over what it has come to. */
    ENDING,
    /** It has nothing to do. */
    IDLE,
    /** It is gone, and does not come back. */
    LOST;

    /** In a word. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A node.
   *
   * @param done how many tasks it has committed, or events it has handled, since the board was made; also those that were done again
   */
  public record Node(String name, State state, long done) {}

  /** In the order of names, and of numbers in these: node-2 comes before node-10. */
  public static final Comparator<String> BY_NUMBER = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final Map<String, Node> nodes = new ConcurrentHashMap<>();

  /** A node is at something. Who is lost stays lost. */
  public void is(String name, State state) {
    nodes.merge(
        name, new Node(name, state, 0), (before, next) -> before.state() == State.LOST ? before : new Node(name, next.state(), before.done()));
  }

  /** A node has committed so many tasks more, or handled so many events more. */
  public void did(String name, long more) {
    nodes.merge(name, new Node(name, State.IDLE, more), (before, next) -> new Node(name, before.state(), before.done() + next.done()));
  }

  /** All that were told of, in that order. */
  public List<Node> nodes() {
    return nodes.values().stream().sorted(Comparator.comparing(Node::name, BY_NUMBER)).toList();
  }
}
