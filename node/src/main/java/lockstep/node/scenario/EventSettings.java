package lockstep.node.scenario;

import java.util.List;
import java.util.Optional;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.VirtualTime;

/**
 * What a scenario says of an event model.
 *
 * @param time how far its runs go
 * @param partitions how many parts the entities are dealt to; empty: as many as workers
 * @param partitionings how they are dealt
 * @param nodes on how many nodes of a cluster they are, for the engine that has any; empty when it is not compared
 */
public record EventSettings(VirtualTime time, List<Integer> partitions, List<Partitioning> partitionings, List<Integer> nodes) {

  public EventSettings {
    partitions = List.copyOf(partitions);
    partitionings = List.copyOf(partitionings);
    nodes = List.copyOf(nodes);
    if (partitionings.isEmpty()) {
      throw new IllegalArgumentException("every swept list must have a value");
    }
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
