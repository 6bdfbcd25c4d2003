package lockstep.node.fork;

import java.util.List;

/**
 * On which nodes a fork is to run an event model.
 *
 * @param nodes how many JVMs it starts for that, besides its own
 * @param log where they write what they have to say: node 2 to this and {@code -node-2.log}
 * @param version of the program
 * @param snapshots how often they keep what they have come to
 * @param faults what is done to them
 */
public record ClusterOrder(int nodes, String log, String version, SnapshotOrder snapshots, List<Fault> faults) {

  public ClusterOrder {
    faults = List.copyOf(faults);
  }
}
