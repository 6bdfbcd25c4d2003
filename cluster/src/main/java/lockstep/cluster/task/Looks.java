package lockstep.cluster.task;

import java.util.Arrays;
import java.util.Optional;
import lockstep.engine.BoardMirror;

/**
 * How the conductor looks at what workers of all nodes do. The next look begins when all nodes have answered the last one; so all that is read
 * for it on any node was so after all that was read for the last one on all of them, and whoever is at the same place in both was there at
 * the moment in between, with all others of whom that can be said. Used by the conductor's actor only.
 */
final class Looks {

  private static final int UNKNOWN = -1;

  private final BoardMirror board;

  /** Of each node, how many messages of its answer have not come; {@link #UNKNOWN} when none has. */
  private final int[] missing;

  private int number;
  private int before;
  private boolean all;

  /**
   * @param board that what nodes tell is shown on
   */
  Looks(BoardMirror board, int nodes) {
    this.board = board;
    this.missing = new int[nodes];
  }

  /** What all nodes are to be told next; empty while some have not answered. */
  Optional<TaskShare.Look> next() {
    if (!isAnswered()) {
      return Optional.empty();
    }
    number++;
    Arrays.fill(missing, UNKNOWN);
    TaskShare.Look look = new TaskShare.Look(number, all);
    all = false;
    return Optional.of(look);
  }

  private boolean isAnswered() {
    return Arrays.stream(missing).allMatch(parts -> parts == 0);
  }

  /** Time has passed. What was not answered since this was last called is no more waited for; the next look asks for everything. */
  void tick() {
    if (number == before && !isAnswered()) {
      Arrays.fill(missing, 0);
      all = true;
    }
    before = number;
  }

  /** A node has told what its workers do, which is shown. */
  void answered(TaskReport.Doing doing) {
    int left = missing[doing.node()];
    if (doing.look() != number || left == 0) {
      return;
    }
    missing[doing.node()] = (left == UNKNOWN ? doing.parts() : left) - 1;
    if (isAnswered()) {
      board.looked();
    }
  }
}
