package lockstep.node.scenario;

import java.util.List;
import java.util.Optional;
import lockstep.node.fork.SnapshotOrder;

/** Reads where the nodes of a cluster keep what they have come to. */
final class SnapshotKeys {

  static final String WHERE = "snapshots-in";

  private static final String MEMORY = "memory";
  private static final String DISK = "disk";

  private final Entries entries;
  private final Problems problems;

  SnapshotKeys(Entries entries, Problems problems) {
    this.entries = entries;
    this.problems = problems;
  }

  /** Where, when it is known how often. */
  SnapshotOrder read(SnapshotOrder often) {
    Optional<String> where = entries.get(WHERE).flatMap(entry -> new Values(problems).name(entry, List.of(MEMORY, DISK)));
    return where.equals(Optional.of(DISK)) ? often.alsoOnDisk() : often;
  }

  /** Adds a problem for what cells cannot have. */
  void check(EventSettings settings) {
    if (!settings.snapshots().onDisk()) {
      return;
    }
    Entry given = entries.get(WHERE).orElseThrow();
    if (settings.nodes().isEmpty()) {
      problems.add(given.problem("must not be disk without the key nodes, such as nodes = 3: only the engine cluster keeps snapshots"));
    }
    if (!settings.snapshots().keeps()) {
      problems.add(given.problem("must not be disk with " + FaultKeys.SNAPSHOTS + " = never"));
    }
  }

  /** The key as a scenario file has it. */
  static String text(SnapshotOrder snapshots) {
    return WHERE + " = " + (snapshots.onDisk() ? DISK : MEMORY) + "\n";
  }
}
