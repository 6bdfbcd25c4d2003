package lockstep.cluster.task;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.GrantQueue;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/**
 * An owner's side of finding deadlocks: it knows which workers hold each of its resources, and passes probes on to them. Permits that are
 * used up are held by nobody. Used by the owner's actor only.
 */
final class Holders {

  private final int first;
  private final GrantQueue<ResourceOwner.Waiting> queue;
  private final Replies replies;
  private final int[] counts;
  private final int[][] workers;

  /**
   * Of a block of {@code size} resources from {@code first} on, of which nothing is held.
   *
   * @param queue who waits for them: kept by the owner
   */
  Holders(int first, int size, GrantQueue<ResourceOwner.Waiting> queue, Replies replies) {
    this.first = first;
    this.queue = queue;
    this.replies = replies;
    this.counts = new int[size];
    this.workers = new int[size][];
  }

  /** A worker is granted what it asked for. */
  void granted(ResourceOwner.Request request) {
    if (request.mode() == Mode.TAKE) {
      return;
    }
    int local = request.resource() - first;
    int count = counts[local];
    int[] holding = workers[local];
    if (holding == null || count == holding.length) {
      holding = holding == null ? new int[1] : Arrays.copyOf(holding, 2 * count);
      workers[local] = holding;
    }
    holding[count] = request.worker();
    counts[local] = count + 1;
  }

  /** A worker has given a resource back. */
  void returned(ResourceOwner.Returned returned) {
    int local = returned.grant().resource() - first;
    int[] holding = workers[local];
    for (int n = 0; n < counts[local]; n++) {
      if (holding[n] == returned.worker()) {
        counts[local]--;
        holding[n] = holding[counts[local]];
        return;
      }
    }
  }

  private List<Integer> holding(int local) {
    return counts[local] == 0 ? List.of() : Arrays.stream(workers[local], 0, counts[local]).boxed().toList();
  }

  /** Passes a probe on to who holds what its last worker waits for, or back when it has seen all; it ends when that one waits no more. */
  void pass(Probe probe) {
    Probe told = probe.last().waits() ? told(probe) : probe;
    if (told != null) {
      Probe.Next next = told.next();
      replies.pass(next == null ? told.initiator().worker() : next.holder(), told);
    }
  }

  private @Nullable Probe told(Probe probe) {
    int resource = probe.last().resource();
    int local = resource - first;
    ResourceOwner.Waiting waiting = queue.waiting(local, one -> one.request().worker() == probe.last().worker());
    return waiting == null
        ? null
        : probe.told(waiting.sinceNanos(), new Probe.Taken(resource, waiting.mode().isCounted(), holding(local)));
  }

  /** Passes it on. */
  void pass(Broken broken) {
    replies.pass(broken.worker(), broken);
  }
}
