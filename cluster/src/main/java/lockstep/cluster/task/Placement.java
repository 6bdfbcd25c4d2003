package lockstep.cluster.task;

/**
 * Which node has which workers and owners of an assignment: neighbours together, in parts as even as can be. A node may have none. The
 * first one also has the gate, the owner of all, and the tasks that nobody has taken yet.
 *
 * @param nodes how many, numbered from 0
 * @param workers how many, numbered from 0
 * @param blocks of resources, numbered from 0; each has an owner
 */
public record Placement(int nodes, int workers, int blocks) {

  public Placement {
    if (nodes < 1 || workers < 1 || blocks < 0) {
      throw new IllegalArgumentException(
          "there must be nodes and workers, got " + nodes + " nodes, " + workers + " workers and " + blocks + " blocks");
    }
  }

  int nodeOfWorker(int worker) {
    return node(worker, workers);
  }

  int nodeOfBlock(int block) {
    return node(block, blocks);
  }

  /** The first worker of a node; after the last node, the number of all workers. */
  int firstWorker(int node) {
    return first(node, workers);
  }

  /** The first block of a node; after the last node, the number of all blocks. */
  int firstBlock(int node) {
    return first(node, blocks);
  }

  /** Whether a worker is on a node. */
  boolean hasWorker(int node, int worker) {
    return worker >= firstWorker(node) && worker < firstWorker(node + 1);
  }

  /** Whether the owner of a block is on a node. */
  boolean hasBlock(int node, int block) {
    return block >= firstBlock(node) && block < firstBlock(node + 1);
  }

  private int node(int one, int all) {
    return (int) ((long) one * nodes / all);
  }

  private int first(int node, int all) {
    return (int) Math.ceilDiv((long) node * all, (long) nodes);
  }
}
