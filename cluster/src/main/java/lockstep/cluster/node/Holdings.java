package lockstep.cluster.node;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the vaults of all nodes that are left hold, and what follows from that. Used by one thread at a time. */
final class Holdings {

  private final int partitions;

  /** By round and member: which partitions it holds. */
  private final NavigableMap<Long, NavigableMap<Integer, BitSet>> rounds = new TreeMap<>();

  private long heldTwice = -1;
  private long reached;

  Holdings(int partitions) {
    this.partitions = partitions;
  }

  /** Adds what a vault has told. */
  void add(Survival.Stock stock) {
    heldTwice = Math.max(heldTwice, stock.heldTwice());
    reached = Math.max(reached, stock.reached());
    for (Survival.Held held : stock.held()) {
      rounds
          .computeIfAbsent(held.round(), _ -> new TreeMap<>())
          .computeIfAbsent(stock.member(), _ -> new BitSet())
          .or(held.partitions());
    }
  }

  /** The newest round of which every partition is held by somebody. */
  Optional<Long> newest() {
    return rounds.descendingKeySet().stream().filter(round -> missing(round).isEmpty()).findFirst();
  }

  /** The partitions of which nobody holds what they had come to after a round. */
  List<Integer> missing(long round) {
    return IntStream.range(0, partitions).filter(partition -> holder(round, partition).isEmpty()).boxed().toList();
  }

  /** A member that holds what a partition had come to after a round. */
  OptionalInt holder(long round, int partition) {
    return rounds.getOrDefault(round, new TreeMap<>()).entrySet().stream()
        .filter(member -> member.getValue().get(partition))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether a member holds that. */
  boolean holds(int member, long round, int partition) {
    return rounds.getOrDefault(round, new TreeMap<>()).getOrDefault(member, new BitSet()).get(partition);
  }

  /** What a member is to hold of a round and lacks. */
  List<Integer> lacking(int member, long round, Deal deal) {
    return IntStream.range(0, partitions)
        .filter(partition -> deal.holds(member, partition) && !holds(member, round, partition))
        .boxed()
        .toList();
  }

  /** The last round that is known to have been held by two nodes, whole; negative if nothing ever was. */
  long heldTwice() {
    return heldTwice;
  }

  /** The last round that any of the nodes has begun. */
  long reached() {
    return reached;
  }
}
