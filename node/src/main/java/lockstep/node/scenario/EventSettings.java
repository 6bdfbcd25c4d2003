package lockstep.node.scenario;

import java.util.List;
import java.util.Optional;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.Fault;
import lockstep.node.fork.SnapshotOrder;
import lockstep.node.fork.VirtualTime;

/**
 * What a scenario says of an event model.
 *
 * @param time how far its runs go
 * @param partitions how many parts the entities are dealt to; empty: as many as workers
 * @param partitionings how they are dealt
 * @param nodes on how many nodes of a cluster they are, for the engine that has any; empty when it is not compared
 * @param snapshots how often three nodes or more keep what they have come to
 * @param faults what is done to the nodes in a cell of its own; empty: nothing
 */
public record EventSettings(
    VirtualTime time,
    List<Integer> partitions,
    List<Partitioning> partitionings,
    List<Integer> nodes,
    SnapshotOrder snapshots,
    List<Fault> faults) {

  public EventSettings {
    partitions = List.copyOf(partitions);
    partitionings = List.copyOf(partitionings);
    nodes = List.copyOf(nodes);
    faults = List.copyOf(faults);
    if (partitionings.isEmpty()) {
      throw new IllegalArgumentException("every swept list must have a value");
    }
  }

  /** With snapshots each second, and without faults. */
  public EventSettings(VirtualTime time, List<Integer> partitions, List<Partitioning> partitionings, List<Integer> nodes) {
    this(time, partitions, partitionings, nodes, SnapshotOrder.EACH_SECOND, List.of());
  }

  /** What is done to nodes in each cell of an engine. */
  List<Optional<List<Fault>>> faults(boolean onNodes) {
    return Sweep.faults(faults, onNodes);
  }

  /** The numbers of workers on so many nodes: each node has at least one, so a smaller number stands for that of the nodes. */
  List<Integer> workers(List<Integer> workers, int onNodes) {
    return Sweep.workers(workers, Optional.of(onNodes));
  }

  /** The numbers of partitions to be combined with a number of workers. */
  List<Integer> partitions(int workers) {
    return partitions.isEmpty() ? List.of(workers) : partitions;
  }
}
