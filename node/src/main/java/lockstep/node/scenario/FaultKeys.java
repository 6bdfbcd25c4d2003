package lockstep.node.scenario;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.node.fork.Fault;
import lockstep.node.fork.Fault.What;
import lockstep.node.fork.SnapshotOrder;
import lockstep.simulation.ParameterSpec;

/** Reads what is done to the nodes of a cluster, and how they prepare for that. */
final class FaultKeys {

  static final String SNAPSHOTS = "snapshots";
  static final String FAULTS = "faults";

  private static final int MOST = 20;
  private static final double HOUR = 3600e9;
  private static final String ROUNDS = " rounds";
  private static final String NEVER = "never";
  private static final String HOW_OFTEN = "a time from 100ms to 1h, a number of rounds such as 500 rounds, or never";
  private static final String EXAMPLE = "{ at-round = 500, do = kill, node = 2 }";
  private static final String GROUPS = "groups = [[1, 2], [3]]";
  private static final List<String> KEYS = List.of("at-round", "at", "do", "node", "groups", "for");
  private static final List<String> WHAT = Arrays.stream(What.values()).map(What::id).toList();

  private static final ParameterSpec EVERY = time(SNAPSHOTS, "How often nodes keep what they have come to", 100e6);
  private static final ParameterSpec AT_ROUND =
      new ParameterSpec("at-round", long.class, "When a round begins", "1", 1, 1e15, "rounds");
  private static final ParameterSpec AT = time("at", "After how long", 0);
  private static final ParameterSpec FOR = time("for", "How long it lasts", 1e6);

  private final Entries entries;
  private final Problems problems;
  private final Values values;

  FaultKeys(Entries entries, Problems problems) {
    this.entries = entries;
    this.problems = problems;
    this.values = new Values(problems);
  }

  private static ParameterSpec time(String name, String about, double least) {
    return new ParameterSpec(name, Duration.class, about, "1s", least, HOUR, "");
  }

  SnapshotOrder snapshots() {
    return entries
        .get(SNAPSHOTS)
        .flatMap(entry -> entry.one(HOW_OFTEN, problems))
        .flatMap(this::snapshots)
        .orElse(SnapshotOrder.EACH_SECOND);
  }

  private Optional<SnapshotOrder> snapshots(Entry.Scalar scalar) {
    String text = scalar.text();
    if (text.equals(NEVER)) {
      return Optional.of(SnapshotOrder.NEVER);
    }
    try {
      return Optional.of(
          text.endsWith(ROUNDS)
              ? new SnapshotOrder(Optional.of((Long) AT_ROUND.parse(text.substring(0, text.length() - ROUNDS.length()))), Optional.empty())
              : new SnapshotOrder(Optional.empty(), Optional.of(((Duration) EVERY.parse(text)).toNanos())));
    } catch (IllegalArgumentException e) {
      problems.add(scalar.mustBe(HOW_OFTEN));
      return Optional.empty();
    }
  }

  List<Fault> read() {
    return entries.get(FAULTS).map(this::read).orElse(List.of());
  }

  private List<Fault> read(Entry given) {
    if (!(given.value() instanceof ConfigList list)) {
      problems.add(given.problem("must be a list [" + EXAMPLE + ", …], got " + Entries.kind(given.value())));
      return List.of();
    }
    if (list.isEmpty() || list.size() > MOST) {
      problems.add(given.problem("must have 1 to " + MOST + " faults, got " + list.size()));
      return List.of();
    }
    List<Fault> faults = new ArrayList<>();
    for (ConfigValue element : list) {
      Entry entry = new Entry(given.source(), FAULTS, element);
      if (element instanceof ConfigObject object) {
        fault(entry, object).ifPresent(faults::add);
      } else {
        problems.add(entry.problem("must be an object " + EXAMPLE + ", got " + Entries.kind(element)));
      }
    }
    return faults;
  }

  private Optional<Fault> fault(Entry entry, ConfigObject object) {
    int before = problems.count();
    for (Map.Entry<String, ConfigValue> child : Entries.byLine(object)) {
      if (!KEYS.contains(child.getKey())) {
        problems.add(
            new Entry(entry.source(), FAULTS + "." + child.getKey(), child.getValue())
                .problem("there is no such key; keys are " + String.join(", ", KEYS)));
      }
    }
    Optional<Entry> round = child(entry, object, "at-round");
    Optional<Entry> at = child(entry, object, "at");
    Optional<Entry> lasting = child(entry, object, "for");
    if (round.isPresent() == at.isPresent()) {
      problems.add(entry.problem("must have either at-round or at, such as " + EXAMPLE));
    }
    Optional<What> what = what(entry, child(entry, object, "do"));
    if (what.isPresent() && (what.get() != What.KILL) != lasting.isPresent()) {
      problems.add(entry.problem(what.get() == What.KILL ? "must not have for: what is killed stays so" : "must have for, such as for = 20s"));
    }
    boolean divides = what.equals(Optional.of(What.PARTITION));
    Optional<Entry> node = child(entry, object, "node");
    if (divides == node.isPresent()) {
      problems.add(entry.problem(divides ? "must not have node: groups say which nodes hear each other" : "must have node, such as node = 2"));
    }
    Optional<Entry> groups = child(entry, object, "groups");
    if (divides != groups.isPresent()) {
      problems.add(entry.problem(divides ? "must have groups, such as " + GROUPS : "must not have groups: only partition has any"));
    }
    Optional<Long> atRound = round.map(given -> (Long) values.one(Optional.of(given), AT_ROUND));
    Optional<Long> atNanos = at.map(given -> ((Duration) values.one(Optional.of(given), AT)).toNanos());
    Optional<Long> forNanos = lasting.map(given -> ((Duration) values.one(Optional.of(given), FOR)).toNanos());
    List<List<Integer>> who = node.flatMap(this::node).map(number -> List.of(List.of(number))).or(() -> groups.map(this::groups)).orElse(List.of());
    return problems.count() == before
        ? Optional.of(new Fault(atRound, atNanos, what.orElseThrow(), who, forNanos))
        : Optional.empty();
  }

  private static Optional<Entry> child(Entry entry, ConfigObject object, String key) {
    return Optional.ofNullable(object.get(key)).map(value -> new Entry(entry.source(), FAULTS + "." + key, value));
  }

  private Optional<What> what(Entry entry, Optional<Entry> given) {
    if (given.isEmpty()) {
      problems.add(entry.problem("must have do, one of " + String.join(", ", WHAT)));
      return Optional.empty();
    }
    return values.name(given.get(), WHAT).map(id -> What.values()[WHAT.indexOf(id)]);
  }

  private Optional<Integer> node(Entry given) {
    if (given.value().unwrapped().equals("coordinator")) {
      problems.add(given.problem("must be the number of a node, got coordinator: no node is special, and what coordinates is in none of them"));
      return Optional.empty();
    }
    int before = problems.count();
    Integer number = (Integer) values.one(Optional.of(given), Vocabulary.NODES);
    return problems.count() == before ? Optional.of(number) : Optional.empty();
  }

  private List<List<Integer>> groups(Entry given) {
    String rule = "must be two or more lists of nodes, such as " + GROUPS;
    if (!(given.value() instanceof ConfigList list) || list.size() < 2) {
      problems.add(given.problem(rule + ", got " + (given.value() instanceof ConfigList few ? few.size() : Entries.kind(given.value()))));
      return List.of();
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (ConfigValue element : list) {
      Entry group = new Entry(given.source(), given.key(), element);
      if (element instanceof ConfigList) {
        groups.add(values.swept(group, Vocabulary.NODES).stream().map(Integer.class::cast).toList());
      } else {
        problems.add(group.problem(rule + ", got " + Entries.kind(element) + " among them"));
      }
    }
    Set<Integer> seen = new HashSet<>();
    groups.stream()
        .flatMap(List::stream)
        .filter(node -> !seen.add(node))
        .forEach(node -> problems.add(given.problem("must name each node once, got " + node + " again")));
    return groups;
  }

  /**
   * Adds a problem for faults that cells cannot have.
   *
   * @param cells the numbers of nodes that they have
   */
  void check(List<Fault> faults, List<Integer> cells) {
    Optional<Entry> given = entries.get(FAULTS);
    if (given.isEmpty()) {
      return;
    }
    if (cells.isEmpty()) {
      problems.add(given.get().problem("must not be given without the key nodes, such as nodes = 3: only the engine cluster has nodes"));
    }
    int least = cells.stream().mapToInt(Integer::intValue).min().orElse(Integer.MAX_VALUE);
    for (Fault fault : faults) {
      List<Integer> named = fault.groups().stream().flatMap(List::stream).sorted().toList();
      if (fault.what() != What.PARTITION) {
        named.stream()
            .filter(node -> node > least)
            .forEach(node -> problems.add(given.get().problem("must have a node in [1, " + least + "], got node = " + node)));
        continue;
      }
      cells.stream()
          .filter(nodes -> !named.equals(IntStream.rangeClosed(1, nodes).boxed().toList()))
          .forEach(
              nodes -> problems.add(given.get().problem("must have groups that name each node once, from 1 to " + nodes + ", got " + groups(fault))));
    }
  }

  private static String groups(Fault fault) {
    return fault.groups().stream().map(List::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Adds a problem for faults that tasks cannot have. */
  void checkOfTasks(List<Fault> faults, List<Integer> cells) {
    check(faults, cells);
    entries
        .get(FAULTS)
        .filter(_ -> faults.stream().anyMatch(fault -> fault.atRound().isPresent()))
        .ifPresent(given -> problems.add(given.problem("must not have at-round, but at, such as at = 5s: only events have rounds")));
  }

  /** The key as a scenario file has it. */
  static String text(SnapshotOrder snapshots) {
    String every =
        snapshots.rounds().map(rounds -> rounds + ROUNDS).or(() -> snapshots.nanos().map(nanos -> Values.text(Duration.ofNanos(nanos)))).orElse(NEVER);
    return SNAPSHOTS + " = " + every + "\n";
  }

  /** The key as a scenario file has it. */
  static String text(List<Fault> done) {
    String faults =
        done.stream()
            .map(
                fault ->
                    "{ "
                        + fault.atRound().map(round -> "at-round = " + round).orElse("")
                        + fault.atNanos().map(nanos -> "at = " + Values.text(Duration.ofNanos(nanos))).orElse("")
                        + ", do = " + fault.what().id()
                        + (fault.what() == What.PARTITION ? ", groups = " + groups(fault) : ", node = " + fault.groups().getFirst().getFirst())
                        + fault.forNanos().map(nanos -> ", for = " + Values.text(Duration.ofNanos(nanos))).orElse("")
                        + " }")
            .collect(Collectors.joining(", "));
    return faults.isEmpty() ? "" : FAULTS + " = [" + faults + "]\n";
  }
}
