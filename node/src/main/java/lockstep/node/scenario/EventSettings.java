package lockstep.node.scenario;

import java.util.List;
import lockstep.engine.event.Partitioning;
import lockstep.node.fork.VirtualTime;

/**
 * What a scenario says of an event model.
 *
 * @param time how far its runs go
 * @param partitions how many parts the entities are dealt to; empty: as many as workers
 * @param partitionings how they are dealt
 */
public record EventSettings(VirtualTime time, List<Integer> partitions, List<Partitioning> partitionings) {

  public EventSettings {
    partitions = List.copyOf(partitions);
    partitionings = List.copyOf(partitionings);
    if (partitionings.isEmpty()) {
      throw new IllegalArgumentException("every swept list must have a value");
    }
  }

  /** The numbers of partitions to be combined with a number of workers. */
  List<Integer> partitions(int workers) {
    return partitions.isEmpty() ? List.of(workers) : partitions;
  }
}
