package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lockstep.cluster.wire.Wire;
import lockstep.engine.event.EventShare;
import lockstep.engine.event.Parcel;
import org.apache.pekko.actor.typed.ActorRef;

/** What one share tells those of all other nodes. Used by one thread at a time. */
final class Outgoing {

  private final long epoch;
  private final int node;
  private final Deal deal;
  private final EventShare share;
  private final Rounds rounds;
  private final Supplier<Wire.Traffic> wire;
  private List<ActorRef<ShareActor.Command>> shares = List.of();
  private Wire.Traffic before = Wire.Traffic.NONE;
  private long crossed;

  /**
   * @param wire what its node has sent and received so far
   */
  Outgoing(ShareOrder order, EventShare share, Rounds rounds, Supplier<Wire.Traffic> wire) {
    this.wire = wire;
    this.epoch = order.stage().epoch();
    this.node = order.node();
    this.deal = order.deal();
    this.share = share;
    this.rounds = rounds;
  }

  /** Whether the others are known. */
  boolean begun() {
    return !shares.isEmpty();
  }

  /**
   * Makes the others known.
   *
   * @param all shares, by the number of their node
   */
  void begin(List<ActorRef<ShareActor.Command>> all) {
    shares = List.copyOf(all);
    before = wire.get();
  }

  /** How many events it has sent to other nodes, but for what it sent again. */
  long crossed() {
    return crossed;
  }

  /** What its node has sent and received since the others were made known. */
  Wire.Traffic traffic() {
    return wire.get().since(before);
  }

  /** Sends each other share its batch of the round that goes on. */
  void send(long window, long bound, boolean ready) {
    long handled = share.events();
    for (int other = 0; other < shares.size(); other++) {
      if (other != node) {
        List<ShareActor.Exchange> batch = batch(other, window, bound, handled, ready);
        rounds.sends(other, batch);
        batch.forEach(shares.get(other)::tell);
      }
    }
  }

  private List<ShareActor.Exchange> batch(int other, long window, long bound, long handled, boolean ready) {
    List<Parcel> parcels =
        bound == ShareActor.STOP
            ? List.of(Parcel.empty())
            : share.parcels(deal.firstPartition(other), deal.firstPartition(other + 1));
    List<ShareActor.Exchange> batch = new ArrayList<>(parcels.size());
    for (int chunk = 0; chunk < parcels.size(); chunk++) {
      crossed += share.events(parcels.get(chunk));
      batch.add(
          new ShareActor.Exchange(
              epoch, rounds.round(), window, node, bound, handled, ready, chunk, parcels.size(), parcels.get(chunk)));
    }
    return batch;
  }

  /** Sends again what another share lacks. */
  void sendAgain(ShareActor.Resend resend) {
    if (resend.epoch() == epoch && resend.receiver() >= 0 && resend.receiver() < shares.size()) {
      rounds.sent(resend.round(), resend.receiver(), resend.chunks().numbers()).forEach(shares.get(resend.receiver())::tell);
    }
  }

  /** Asks the others for the chunks of this round that have not come. */
  void askForWhatIsMissing() {
    for (int other : rounds.awaited()) {
      shares.get(other).tell(new ShareActor.Resend(epoch, rounds.round(), node, new ShareActor.Chunks(rounds.missing(other))));
    }
  }
}
