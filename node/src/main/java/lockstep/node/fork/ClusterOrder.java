package lockstep.node.fork;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * On which nodes a fork is to run a model.
 *
 * @param nodes how many; it starts as many JVMs for that, besides its own, unless they run already
 * @param log where those write what they have to say: node 2 to this and {@code -node-2.log}
 * @param version of the program
 * @param running the nodes that run already; empty when the fork is to start its own
 * @param snapshots how often they keep what they have come to
 * @param disk the folder where nodes that the fork has started write that as well, and go on from; empty: nothing is on disk
 * @param faults what is done to them, if the fork has started them
 */
public record ClusterOrder(
    int nodes,
    String log,
    String version,
    Optional<RunningCluster> running,
    SnapshotOrder snapshots,
    Optional<String> disk,
    List<Fault> faults) {

  public ClusterOrder {
    faults = List.copyOf(faults);
  }

  /** Whether the network is to be divided: the fork, and each node that it starts, then needs one that can be. */
  @JsonIgnore
  public boolean dividesNetwork() {
    return faults.stream().anyMatch(fault -> fault.what() == Fault.What.PARTITION);
  }
}
