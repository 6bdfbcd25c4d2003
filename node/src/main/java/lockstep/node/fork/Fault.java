package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is done to a node of a cluster while it works.
 *
 * @param atRound when a round begins; empty: at a time
 * @param atNanos so long after the nodes have begun; empty: at a round
 * @param what is done
 * @param node the number of the node, from 1
 * @param forNanos how long it lasts; empty: for ever
 */
public record Fault(Optional<Long> atRound, Optional<Long> atNanos, What what, int node, Optional<Long> forNanos) {

  /** What can be done to a node. */
  public enum What {
    /** Its process is ended by a signal that no process can catch. */
    KILL,
    /** Its process stands still for a while. */
    PAUSE;

    /** The name in scenario files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Fault {
    if (atRound.isPresent() == atNanos.isPresent() || node < 1 || forNanos.isPresent() != (what == What.PAUSE)) {
      throw new IllegalArgumentException(
          "a fault is at a round or at a time, of a node, and a pause lasts for a time, got "
              + what + " of node " + node + " at " + atRound + atNanos + " for " + forNanos);
    }
  }

  /** In words: {@code pause 2 at 5s for 20s}. */
  @JsonIgnore
  public String text() {
    return what.id()
        + " "
        + node
        + atRound.map(round -> ", round " + round).orElse("")
        + atNanos.map(nanos -> " at " + seconds(nanos)).orElse("")
        + forNanos.map(nanos -> " for " + seconds(nanos)).orElse("");
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() % 1000 == 0 ? nanos / 1_000_000_000 + "s" : nanos / 1_000_000 + "ms";
  }
}
