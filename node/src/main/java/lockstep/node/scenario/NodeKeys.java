package lockstep.node.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads on how many nodes of a cluster a scenario is to be run, and what follows for the engines to compare. */
final class NodeKeys {

  private final Entries entries;
  private final Values values;
  private final Problems problems;

  NodeKeys(Entries entries, Values values, Problems problems) {
    this.entries = entries;
    this.values = values;
    this.problems = problems;
  }

  /** The numbers of nodes; empty when nothing is said. */
  List<Integer> read() {
    return entries
        .get("nodes")
        .map(entry -> values.swept(entry, Vocabulary.NODES).stream().map(Integer.class::cast).toList())
        .orElse(List.of());
  }

  /**
   * The engines to compare: those of the scenario. The key {@code nodes} without {@code cluster} among them stands for the baseline and
   * {@code cluster}; without the key {@code engines}, and without {@code nodes}, they are all others.
   *
   * @param known all that there are for models of the kind
   * @param named those of the scenario
   * @param concurrent whether one has more than one worker
   */
  <K> List<K> engines(List<K> known, List<K> named, List<Integer> nodes, Function<K, String> nameOf, Predicate<K> concurrent) {
    Predicate<K> isCluster = kind -> nameOf.apply(kind).equals(EventSweep.CLUSTER);
    boolean cluster = named.stream().anyMatch(isCluster);
    Optional<Entry> given = entries.get("engines");
    if (nodes.isEmpty()) {
      given
          .filter(_ -> cluster)
          .ifPresent(entry -> problems.add(entry.problem("must not have cluster without the key nodes, such as nodes = [1, 2, 3]")));
      return named.stream().filter(isCluster.negate()).toList();
    }
    if (cluster && given.isPresent()) {
      return named;
    }
    String baseline = entries.get("baseline").map(entry -> entry.value().unwrapped().toString()).orElse("");
    Optional<K> asked = named.stream().filter(kind -> nameOf.apply(kind).equals(baseline)).findFirst();
    K first =
        asked
            .or(() -> named.stream().filter(concurrent.negate()).findFirst())
            .orElseGet(() -> named.isEmpty() ? known.getFirst() : named.getFirst());
    return Stream.concat(Stream.of(first), known.stream().filter(isCluster)).distinct().toList();
  }
}
