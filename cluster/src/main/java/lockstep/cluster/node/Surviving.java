package lockstep.cluster.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether and how assignments outlive nodes.
 *
 * @param plan how often what partitions have come to is kept; never: the loss of a node ends an assignment
 * @param marks rounds that are told when they begin, ascending
 * @param disk a folder that exists, on the machine of all nodes, where they are to write that as well, so that a run that is interrupted
 *     whole can be gone on with; empty: nothing is on disk
 * @param told of what happens, by a thread of the driver, which it must not hold up
 */
public record Surviving(SnapshotPlan plan, List<Long> marks, Optional<Path> disk, Consumer<Happening> told) {

  /** A lost node ends the assignment. */
  public static final Surviving NOT = new Surviving(SnapshotPlan.NEVER, List.of(), _ -> {});

  public Surviving {
    marks = marks.stream().sorted().toList();
  }

  /** With nothing on disk. */
  public Surviving(SnapshotPlan plan, List<Long> marks, Consumer<Happening> told) {
    this(plan, marks, Optional.empty(), told);
  }
}
