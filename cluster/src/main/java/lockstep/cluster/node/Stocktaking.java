package lockstep.cluster.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the nodes that are left after a loss have in their vaults, and then the copying of it, until each holds what it has to hold. Whom
 * it asks is asked again until he answers. Used by one thread at a time.
 */
final class Stocktaking {

  /** How far it is. */
  enum State {
    /** Something has not been told, or not been copied. */
    LACKING,
    /** Everybody has told what is there: now, and not before or after. */
    TAKEN,
    /** Everything has been copied: now, and not before or after. */
    COPIED
  }

  private final long epoch;
  private final List<ActorRef<Host.Command>> hosts;
  private final Deal deal;
  private final ActorRef<Survival.Command> survival;
  private final Holdings holdings;
  private final Map<Integer, ActorRef<Vault.Command>> vaults = new HashMap<>();
  private final Set<Integer> awaited = new TreeSet<>();

  /** The round that is copied; empty while stock is taken. */
  private OptionalLong copied = OptionalLong.empty();

  /**
   * @param epoch that begins with it
   * @param hosts that are left
   * @param deal of the assignment to these
   * @param survival to which they tell
   */
  Stocktaking(long epoch, List<ActorRef<Host.Command>> hosts, Deal deal, ActorRef<Survival.Command> survival) {
    this.epoch = epoch;
    this.hosts = List.copyOf(hosts);
    this.deal = deal;
    this.survival = survival;
    this.holdings = new Holdings(deal.partitions());
    for (int member = 0; member < hosts.size(); member++) {
      awaited.add(member);
    }
  }

  /** Asks for what has not been told, or copied. */
  void ask() {
    awaited.forEach(member -> hosts.get(member).tell(new Host.TakeStock(epoch, member, survival)));
    copied.ifPresent(round -> awaited.forEach(member -> haveCopied(round, member)));
  }

  private void haveCopied(long round, int member) {
    ActorRef<Vault.Command> to = vaults.get(member);
    for (int partition : holdings.lacking(member, round, deal)) {
      ActorRef<Vault.Command> holder = vaults.get(holdings.holder(round, partition).orElseThrow());
      if (holder != null && to != null) {
        holder.tell(new Vault.Copy(epoch, round, partition, to));
      }
    }
  }

  /** Adds what a vault has told; what is of another epoch, or of nobody, is dropped. */
  State add(Survival.Stock stock) {
    if (stock.epoch() != epoch || stock.member() < 0 || stock.member() >= hosts.size()) {
      return State.LACKING;
    }
    vaults.put(stock.member(), stock.vault());
    holdings.add(stock);
    boolean enough = copied.isEmpty() || holdings.lacking(stock.member(), copied.getAsLong(), deal).isEmpty();
    if (!enough || !awaited.remove(stock.member()) || !awaited.isEmpty()) {
      return State.LACKING;
    }
    return copied.isEmpty() ? State.TAKEN : State.COPIED;
  }

  /** What they hold, as far as they have told. */
  Holdings holdings() {
    return holdings;
  }

  /**
   * Has what they hold of a round copied, until each node has its part and its neighbour's.
   *
   * @param round of which each partition is held by somebody
   * @return whether that is so already
   */
  boolean copy(long round) {
    copied = OptionalLong.of(round);
    for (int member = 0; member < deal.nodes(); member++) {
      if (!holdings.lacking(member, round, deal).isEmpty()) {
        awaited.add(member);
      }
    }
    awaited.forEach(member -> haveCopied(round, member));
    return awaited.isEmpty();
  }
}
