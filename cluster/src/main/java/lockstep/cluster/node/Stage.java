package lockstep.cluster.node;

import java.util.List;

/**
 * A part of an assignment for which partitions stay where they are.
 *
 * @param epoch counts these parts, from 1
 * @param round after which shares go on from what was kept of it; {@link #FROM_THE_FIRST} for the model's first state
 * @param elapsedNanos how long the assignment had taken when this part began
 * @param marks rounds that are told when they begin, ascending
 */
record Stage(long epoch, long round, long elapsedNanos, Custody custody, List<Long> marks) {

  /** No round: shares go on from the model's first state. */
  static final long FROM_THE_FIRST = -1;

  /** All of an assignment that does not outlive a node. */
  static final Stage ONLY = new Stage(1, FROM_THE_FIRST, 0, Custody.NONE, List.of());

  Stage {
    if (epoch < 1 || round < FROM_THE_FIRST) {
      throw new IllegalArgumentException("there is no epoch " + epoch + " that goes on after round " + round);
    }
    marks = List.copyOf(marks);
  }

  /** Whether shares go on from what was kept. */
  boolean resumes() {
    return round >= 0;
  }

  /** The number of the first round. */
  long firstRound() {
    return Math.max(0, round);
  }
}
