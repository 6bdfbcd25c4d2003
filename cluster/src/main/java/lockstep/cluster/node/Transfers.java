package lockstep.cluster.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Snapshots on their way from one vault to others: one after the other, and each part when the one before has come. Used by one thread
 * at a time.
 */
final class Transfers {

  private final ActorRef<Vault.Command> self;
  private final Deque<Transfer> waiting = new ArrayDeque<>();
  private int part;
  private boolean moved;

  private record Transfer(long epoch, Snapshot snapshot, ActorRef<Vault.Command> to) {

    boolean is(Snapshot other, ActorRef<Vault.Command> receiver) {
      return snapshot.round() == other.round() && snapshot.partition() == other.partition() && to.equals(receiver);
    }
  }

  Transfers(ActorRef<Vault.Command> self) {
    this.self = self;
  }

  /** Adds one, unless it is on its way already. */
  void add(long epoch, Snapshot snapshot, ActorRef<Vault.Command> to) {
    if (waiting.stream().anyMatch(transfer -> transfer.is(snapshot, to))) {
      return;
    }
    waiting.add(new Transfer(epoch, snapshot, to));
    if (waiting.size() == 1) {
      part = 0;
      send();
    }
  }

  private void send() {
    Transfer transfer = waiting.getFirst();
    Snapshot snapshot = transfer.snapshot();
    moved = true;
    transfer
        .to()
        .tell(
            new Vault.Part(
                transfer.epoch(),
                snapshot.round(),
                snapshot.before(),
                snapshot.partition(),
                part,
                snapshot.parts(),
                snapshot.checksum(),
                new Conductor.Words(snapshot.part(part)),
                self));
  }

  /**
   * Goes on with what has to come next.
   *
   * @return whether a snapshot has come whole by that
   */
  boolean got(Vault.Got got) {
    Transfer transfer = waiting.peekFirst();
    if (transfer == null
        || transfer.snapshot().round() != got.round()
        || transfer.snapshot().partition() != got.partition()
        || got.next() < 0
        || got.next() == part) {
      return false;
    }
    boolean whole = got.next() >= transfer.snapshot().parts();
    if (whole) {
      waiting.removeFirst();
    }
    part = whole ? 0 : got.next();
    if (!waiting.isEmpty()) {
      send();
    }
    return whole;
  }

  /** Time has passed: sends again what has not been answered since the last time. */
  void repeat() {
    if (!moved && !waiting.isEmpty()) {
      send();
    }
    moved = false;
  }

  void clear() {
    waiting.clear();
    part = 0;
  }
}
