package lockstep.cluster.task;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A look for a deadlock, which goes from a worker that waits to the owner of what it waits for, from there to a holder, and so on, and
 * carries what it has seen (Chandy, Misra and Haas, "Distributed deadlock detection", ACM Transactions on Computer Systems 1(2), 1983).
 * When all are seen on whom the worker waits that sent it, it goes back to that one, its initiator.
 *
 * @param waitNumber in which of its waits the initiator sent it, counted by itself: no other wait of it has the number
 * @param sentNanos when that was, by the initiator's {@link System#nanoTime}
 * @param seen workers, each once; the initiator first
 * @param taken the resources they wait for, as their owners told, each once
 */
record Probe(long waitNumber, long sentNanos, List<Seen> seen, List<Taken> taken)
    implements TaskWorker.Detection, ResourceOwner.Command {

  /** The resource of a worker that waits for none. */
  static final int NONE = -1;

  /** When a worker began to wait of which no owner has told that yet. */
  static final long UNTOLD = 0;

  /**
   * A worker, as it was when the probe came by.
   *
   * @param resource what it waits for, or {@link #NONE}
   * @param holds what it has
   * @param task the index of its task
   * @param victims how often that has been a victim already
   * @param sinceNanos when the owner of the resource found that it had to wait, or {@link #UNTOLD}; by the {@link System#nanoTime} of whoever
   *     reads it. From another node it comes later than it was, by the way from there
   */
  record Seen(int worker, int resource, List<Integer> holds, long task, int victims, long sinceNanos) {

    Seen {
      holds = List.copyOf(holds);
    }

    boolean waits() {
      return resource != NONE;
    }

    Seen since(long nanos) {
      return new Seen(worker, resource, holds, task, victims, nanos);
    }

    /** Whether it, rather than the other, is to be the victim: its task was less often one, or just as often and comes later. */
    boolean isVictimBefore(Seen other) {
      return victims == other.victims ? task > other.task : victims < other.victims;
    }
  }

  /**
   * A resource that somebody waits for.
   *
   * @param anyWillDo whether one holder that gives it back is enough: it has permits. Otherwise all of them have to
   * @param holders the workers that hold it
   */
  record Taken(int resource, boolean anyWillDo, List<Integer> holders) {

    Taken {
      holders = List.copyOf(holders);
    }
  }

  /** Where a probe goes next: to a worker that holds a resource. */
  record Next(int resource, int holder) {}

  Probe {
    seen = List.copyOf(seen);
    taken = List.copyOf(taken);
    if (seen.isEmpty()) {
      throw new IllegalArgumentException("a probe must have been sent by somebody");
    }
  }

  /** One that a worker sends now. */
  static Probe of(Seen initiator, long waitNumber) {
    return new Probe(waitNumber, System.nanoTime(), List.of(initiator), List.of());
  }

  /** Who sent it, as it was then. */
  Seen initiator() {
    return seen.getFirst();
  }

  /** Who has seen it last. */
  Seen last() {
    return seen.getLast();
  }

  /** The same after one more worker. */
  Probe seeing(Seen worker) {
    return new Probe(waitNumber, sentNanos, Stream.concat(seen.stream(), Stream.of(worker)).toList(), taken);
  }

  /** The same after the owner of what the last worker waits for. */
  Probe told(long sinceNanos, Taken resource) {
    return new Probe(
        waitNumber,
        sentNanos,
        Stream.concat(seen.stream().limit(seen.size() - 1L), Stream.of(last().since(sinceNanos))).toList(),
        taken(resource.resource()) == null ? Stream.concat(taken.stream(), Stream.of(resource)).toList() : taken);
  }

  /** What was seen of a worker; null when it was not. */
  @Nullable Seen seen(int worker) {
    return seen.stream().filter(one -> one.worker == worker).findFirst().orElse(null);
  }

  /** What was told of a resource; null when it was not. */
  @Nullable Taken taken(int resource) {
    return taken.stream().filter(one -> one.resource == resource).findFirst().orElse(null);
  }

  /** A holder that is not yet seen; null when all are. */
  @Nullable Next next() {
    for (Taken one : taken) {
      for (int holder : one.holders) {
        if (seen(holder) == null) {
          return new Next(one.resource, holder);
        }
      }
    }
    return null;
  }

  /** The resource whose owner it goes to from the worker that has seen it last; any owner knows the way back. */
  int resource() {
    if (last().waits()) {
      return last().resource();
    }
    Next next = next();
    return next == null ? initiator().resource() : next.resource();
  }

  /** Whether each worker waits for one other only, so that all that were seen are in a circle if any of them is in one with the initiator. */
  boolean neverForked() {
    return taken.stream().allMatch(one -> one.holders.size() == 1);
  }
}
