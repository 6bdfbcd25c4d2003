package lockstep.contrast.event;

import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import lockstep.engine.event.Partition;

/** A run with one partition, which exchanges nothing. Used by one thread at a time. */
final class SinglePartition {

  private final EventAssignment assignment;
  private final EventRun run;
  private final Partition partition;
  private long beginNanos;
  private long windows;
  private long last = -1;
  private long next;

  /**
   * @throws IllegalArgumentException when the assignment has more than one partition
   */
  SinglePartition(EventAssignment assignment) {
    if (assignment.partitions() != 1) {
      throw new IllegalArgumentException("partitions must be 1, got " + assignment.partitions());
    }
    this.assignment = assignment;
    this.run = new EventRun(assignment);
    this.partition = run.partitions().getFirst();
  }

  void start() {
    partition.start();
    next = partition.bound();
    beginNanos = System.nanoTime();
  }

  boolean goesOn() {
    return run.goesOn(next, partition.events()) && !assignment.cancellation().requested();
  }

  /** Handles the next window. */
  void advance() {
    partition.handle(next);
    windows++;
    last = next;
    next = partition.bound();
  }

  /** What has come of it, when it does not go on. */
  EventOutcome outcome() {
    long elapsedNanos = System.nanoTime() - beginNanos;
    return assignment.cancellation().requested()
        ? new EventOutcome.Cancelled()
        : run.completed(last, windows, elapsedNanos);
  }
}
