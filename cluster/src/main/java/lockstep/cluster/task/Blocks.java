package lockstep.cluster.task;

import lockstep.engine.TaskMachine;

/**
 * Resources in blocks of neighbours, as even as can be: none is larger than another by more than one.
 *
 * @param resources how many, numbered from 0
 * @param count of blocks, numbered from 0; at most one for each resource
 */
record Blocks(int resources, int count) {

  Blocks {
    if (count < Math.min(1, resources) || count > resources) {
      throw new IllegalArgumentException("blocks must be in [1, " + resources + "], got " + count);
    }
  }

  /** As many blocks as are wished, or as there are resources. */
  static Blocks atMost(int wished, int resources) {
    return new Blocks(resources, Math.min(wished, resources));
  }

  /** The block of a resource. */
  int of(int resource) {
    return (int) ((long) resource * count / resources);
  }

  /** The first resource of a block; of {@code count}, the number of all resources. */
  int first(int block) {
    return (int) Math.ceilDiv((long) block * resources, (long) count);
  }

  /** How many resources are in a block. */
  int size(int block) {
    return first(block + 1) - first(block);
  }

  /** Whether the owner of what a task asks for can perform it by itself. */
  boolean canOneOwnerPerform(TaskMachine machine) {
    int block = of(machine.asked());
    return machine.isLocalTo(first(block), size(block));
  }
}
