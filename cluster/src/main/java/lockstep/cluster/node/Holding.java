package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The two newest snapshots of each of some partitions, and what has come of others. Used by one thread at a time. */
final class Holding {

  private static final int KEPT = 2;

  /** Partitions of which parts have come and not all, at the most: far more than nodes that send at once. */
  private static final int MOST_COMING = 1 << 10;

  /** By partition and round. */
  private final TreeMap<Integer, TreeMap<Long, Snapshot>> snapshots = new TreeMap<>();

  private final Map<Key, Parts> coming = new HashMap<>();
  private long heldTwice = -1;

  private record Key(long round, int partition) {}

  void add(Snapshot snapshot) {
    heldTwice = Math.max(heldTwice, snapshot.before());
    TreeMap<Long, Snapshot> ofPartition = snapshots.computeIfAbsent(snapshot.partition(), _ -> new TreeMap<>());
    ofPartition.put(snapshot.round(), snapshot);
    while (ofPartition.size() > KEPT) {
      ofPartition.pollFirstEntry();
    }
  }

  /**
   * Takes a part of another node's snapshot if it is the one that has to come next.
   *
   * @return how many parts there are now, in their order
   */
  int add(Vault.Part part) {
    if (get(part.round(), part.partition()).isPresent()) {
      return part.parts();
    }
    Key key = new Key(part.round(), part.partition());
    if (coming.size() >= MOST_COMING && !coming.containsKey(key)) {
      return 0;
    }
    Parts parts = coming.computeIfAbsent(key, _ -> new Parts());
    if (part.part() != parts.next() || part.words().array().length > Snapshot.MOST_WORDS) {
      return parts.next();
    }
    parts.add(part.words().array());
    if (parts.next() < part.parts()) {
      return parts.next();
    }
    coming.remove(key);
    Snapshot whole = Snapshot.of(part.round(), part.before(), part.partition(), parts.words());
    if (!whole.has(part.checksum())) {
      return 0;
    }
    add(whole);
    return part.parts();
  }

  Optional<Snapshot> get(long round, int partition) {
    return Optional.ofNullable(snapshots.get(partition)).map(ofPartition -> ofPartition.get(round));
  }

  /** The last round of which two nodes held every partition, as far as that is known here; negative for none. */
  long heldTwice() {
    return heldTwice;
  }

  /** Everything, by round. */
  List<Survival.Held> all() {
    TreeMap<Long, BitSet> rounds = new TreeMap<>();
    snapshots.forEach((partition, ofPartition) -> ofPartition.keySet().forEach(round -> rounds.computeIfAbsent(round, _ -> new BitSet()).set(partition)));
    List<Survival.Held> all = new ArrayList<>();
    rounds.forEach((round, partitions) -> all.add(new Survival.Held(round, partitions)));
    return all;
  }

  /** Forgets snapshots of later rounds. */
  void forgetAfter(long round) {
    snapshots.values().forEach(ofPartition -> ofPartition.tailMap(round, false).clear());
  }

  /** Forgets what has not come whole. */
  void forgetParts() {
    coming.clear();
  }
}
