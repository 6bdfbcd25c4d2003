package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.engine.Board;
import lockstep.engine.BoardMirror;
import org.apache.pekko.actor.typed.ActorRef;

/** Tells the conductor what the workers of a node do, as far as it has changed since it was told. Used by one thread at a time. */
final class BoardReports {

  /** So many workers are told of in one message. */
  private static final int MOST_WORKERS = 2_000;

  private record Part(int first, Words slots) {}

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

  /** Tells what has changed, if anything has. */
  void tellChanges() {
    send(TaskReport.Doing.UNASKED, parts(false));
  }

  /** Answers a look, also when nothing has changed. */
  void answer(TaskShare.Look look) {
    List<Part> parts = parts(look.all());
    send(look.number(), parts.isEmpty() ? List.of(new Part(first, new Words(new long[0]))) : parts);
  }

  private List<Part> parts(boolean all) {
    List<Part> parts = new ArrayList<>();
    int workers = told.length / BoardMirror.WORDS;
    for (int from = 0; from < workers; from += MOST_WORKERS) {
      int count = Math.min(MOST_WORKERS, workers - from);
      long[] now = board.slots(first + from, count);
      int at = from * BoardMirror.WORDS;
      if (all || !Arrays.equals(now, 0, now.length, told, at, at + now.length)) {
        System.arraycopy(now, 0, told, at, now.length);
        parts.add(new Part(first + from, new Words(now)));
      }
    }
    return parts;
  }

  private void send(int look, List<Part> parts) {
    parts.forEach(part -> conductor.tell(new TaskReport.Doing(node, look, parts.size(), part.first(), part.slots())));
  }
}
