package lockstep.cluster.node;

/** Nodes were lost with partitions of an assignment, and no node that is left can go on with these. */
public final class LostPartitions extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int number;

  /**
   * @param number how many partitions
   */
  public LostPartitions(int number, String message) {
    super(message);
    this.number = number;
  }

  /** How many partitions. */
  public int number() {
    return number;
  }
}
