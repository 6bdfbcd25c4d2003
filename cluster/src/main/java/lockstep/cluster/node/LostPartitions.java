package lockstep.cluster.node;

/** Nodes were lost with partitions of an assignment, and no node that is left can go on with these. */
public final class LostPartitions extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int number;
  private final String consequence;

  /**
   * @param number how many partitions
   * @param reason of the loss of the last node
   * @param consequence names the partitions
   */
  public LostPartitions(int number, String reason, String consequence) {
    super(reason + ": " + consequence);
    this.number = number;
    this.consequence = consequence;
  }

  /** Which partitions, in words. */
  public String consequence() {
    return consequence;
  }

  /** How many partitions. */
  public int number() {
    return number;
  }
}
