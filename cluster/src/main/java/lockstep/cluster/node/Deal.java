package lockstep.cluster.node;

/**
 * How the partitions and workers of an assignment are dealt to nodes: neighbouring partitions together, in equal parts.
 *
 * @param nodes how many there are
 * @param partitions how many there are, at least as many as nodes
 * @param workers how many there are; every node has one at least
 */
record Deal(int nodes, int partitions, int workers) {

  Deal {
    if (nodes < 1 || partitions < nodes || workers < 1) {
      throw new IllegalArgumentException(
          "there must be nodes, and a partition for each, got " + nodes + " nodes, " + partitions + " partitions and " + workers + " workers");
    }
  }

  /** For all hosts there are, or fewer when there are fewer partitions. */
  static Deal of(int hosts, int partitions, int workers) {
    return new Deal(Math.min(hosts, partitions), partitions, workers);
  }

  /** The first partition of a node; for the number of nodes, the number of partitions. */
  int firstPartition(int node) {
    return (int) ((long) node * partitions / nodes);
  }

  /** Which node holds what a node keeps, as well: the next one in a ring. */
  int buddy(int node) {
    return (node + 1) % nodes;
  }

  /** Whether a node holds what is kept of a partition: its own, and those of the node whose buddy it is. */
  boolean holds(int node, int partition) {
    return has(node, partition) || has((node + nodes - 1) % nodes, partition);
  }

  private boolean has(int node, int partition) {
    return partition >= firstPartition(node) && partition < firstPartition(node + 1);
  }

  /** How many workers a node has. */
  int workers(int node) {
    int dealt = (int) ((long) (node + 1) * workers / nodes - (long) node * workers / nodes);
    return Math.clamp(dealt, 1, firstPartition(node + 1) - firstPartition(node));
  }
}
