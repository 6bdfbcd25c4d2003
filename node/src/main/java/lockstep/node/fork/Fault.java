package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is done to nodes of a cluster while they work.
 *
 * @param atRound when a round begins; empty: at a time
 * @param atNanos so long after the nodes have begun; empty: at a round
 * @param what is done
 * @param groups of numbers of nodes, from 1: those of a partition that still hear each other, the program that has started them among the
 *     first; otherwise one group, of the one node that it is done to
 * @param forNanos how long it lasts; empty: for ever
 */
public record Fault(Optional<Long> atRound, Optional<Long> atNanos, What what, List<List<Integer>> groups, Optional<Long> forNanos) {

  /** What can be done. */
  public enum What {
    /** A node's process is ended by a signal that no process can catch. */
    KILL,
    /** A node's process stands still for a while. */
    PAUSE,
    /** The network carries nothing between groups of nodes for a while. */
    PARTITION;

    /** The name in scenario files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Fault {
    groups = groups.stream().map(List::copyOf).toList();
    List<Integer> nodes = groups.stream().flatMap(List::stream).toList();
    if (atRound.isPresent() == atNanos.isPresent()
        || forNanos.isPresent() == (what == What.KILL)
        || (what == What.PARTITION ? groups.size() < 2 : nodes.size() != 1)
        || groups.stream().anyMatch(List::isEmpty)
        || nodes.stream().anyMatch(node -> node < 1)
        || nodes.stream().distinct().count() < nodes.size()) {
      throw new IllegalArgumentException(
          "a fault is at a round or at a time, of one node or between groups, and lasts for a time unless it kills, got "
              + what + " of " + groups + " at " + atRound + atNanos + " for " + forNanos);
    }
  }

  /** What is done to one node. */
  public Fault(Optional<Long> atRound, Optional<Long> atNanos, What what, int node, Optional<Long> forNanos) {
    this(atRound, atNanos, what, List.of(List.of(node)), forNanos);
  }

  /** The nodes that may be given up because of it: the one, or those that the program that has started them does not hear. */
  List<Integer> struck() {
    return groups.stream().skip(what == What.PARTITION ? 1 : 0).flatMap(List::stream).toList();
  }

  /** In words: {@code pause 2 at 5s for 20s}, {@code partition 1 2 | 3 at 20s for 12s}. */
  @JsonIgnore
  public String text() {
    return what.id()
        + " "
        + groups.stream().map(group -> group.stream().map(String::valueOf).collect(Collectors.joining(" "))).collect(Collectors.joining(" | "))
        + atRound.map(round -> ", round " + round).orElse("")
        + atNanos.map(nanos -> " at " + seconds(nanos)).orElse("")
        + forNanos.map(nanos -> " for " + seconds(nanos)).orElse("");
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() % 1000 == 0 ? nanos / 1_000_000_000 + "s" : nanos / 1_000_000 + "ms";
  }
}
