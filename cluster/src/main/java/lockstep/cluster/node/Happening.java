package lockstep.cluster.node;

import java.util.List;

/** What is told about an assignment while it goes on. Times are those of {@link System#nanoTime} in the JVM of the driver. */
public sealed interface Happening {

  /**
   * All nodes have begun.
   *
   * @param round after which they go on, from what an interrupted run had on disk; negative: from the model's first state
   * @param passedOver newer rounds there that are of no use, each with the reason
   */
  record Began(long round, List<String> passedOver) implements Happening {

    public Began {
      passedOver = List.copyOf(passedOver);
    }
  }

  /** A round has begun that was to be told. */
  record Reached(long round) implements Happening {}

  /**
   * A node was lost, and the others go on without it.
   *
   * @param lost its name
   * @param address where it was
   * @param reason what was told of the loss
   * @param epoch that has begun
   * @param keptRound after which they go on; negative: from the model's first state
   * @param redoneRounds how many they had begun after that
   * @param noticedNanos when it was told
   * @param resumedNanos when the others had all that they go on from, each partition held by two of them if there are two
   */
  record Survived(
      String lost,
      String address,
      String reason,
      long epoch,
      long keptRound,
      long redoneRounds,
      long noticedNanos,
      long resumedNanos)
      implements Happening {}
}
