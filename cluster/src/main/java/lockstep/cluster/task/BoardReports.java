package lockstep.cluster.task;

import java.util.Arrays;
import lockstep.engine.Board;
import lockstep.engine.BoardMirror;
import org.apache.pekko.actor.typed.ActorRef;

/** Tells the conductor what the workers of a node do, as far as it has changed since it was told. Used by one thread at a time. */
final class BoardReports {

  /** So many workers are told of in one message. */
  private static final int MOST_WORKERS = 2_000;

  private final Board board;
  private final int node;
  private final int first;
  private final long[] told;
  private final ActorRef<TaskConductor.Command> conductor;

  BoardReports(Board board, TaskOrder order, ActorRef<TaskConductor.Command> conductor) {
    this.board = board;
    this.node = order.node();
    this.first = order.placement().firstWorker(node);
    this.told = board.slots(first, order.placement().firstWorker(node + 1) - first);
    this.conductor = conductor;
  }

  void tellChanges() {
    int workers = told.length / BoardMirror.WORDS;
    for (int from = 0; from < workers; from += MOST_WORKERS) {
      int count = Math.min(MOST_WORKERS, workers - from);
      long[] now = board.slots(first + from, count);
      int at = from * BoardMirror.WORDS;
      if (!Arrays.equals(now, 0, now.length, told, at, at + now.length)) {
        System.arraycopy(now, 0, told, at, now.length);
        conductor.tell(new TaskReport.Doing(node, first + from, new Words(now)));
      }
    }
  }
}
