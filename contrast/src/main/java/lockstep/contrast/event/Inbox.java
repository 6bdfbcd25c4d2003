package lockstep.contrast.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.engine.event.Batch;
import lockstep.engine.event.Partition;

/**
 * The batches that other partitions have sent to one, by round: those of the round that is going on are kept apart from those of the
 * round before, which are being accepted.
 */
final class Inbox {

  private static final int ROUNDS_KEPT = 2;

  private final ReentrantLock batches = new ReentrantLock();

  @GuardedBy("batches")
  private final List<List<Batch>> arrived;

  Inbox(int partitions) {
    arrived = List.of(new ArrayList<>(partitions), new ArrayList<>(partitions));
  }

  /** Another partition has sent a batch in a round. Called by the worker that has that partition. */
  void put(long round, Batch batch) {
    batches.lock();
    try {
      ofRound(round).add(batch);
    } finally {
      batches.unlock();
    }
  }

  /** Has the owner accept all batches of a round that is over. Called by the worker that has the owner. */
  void deliver(long round, Partition owner) {
    batches.lock();
    try {
      List<Batch> ofRound = ofRound(round);
      for (Batch batch : ofRound) {
        owner.accept(batch);
      }
      ofRound.clear();
    } finally {
      batches.unlock();
    }
  }

  @GuardedBy("batches")
  private List<Batch> ofRound(long round) {
    return arrived.get((int) (round % ROUNDS_KEPT));
  }
}
