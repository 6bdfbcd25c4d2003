package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lockstep.node.expectation.Coordinates;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Table.Column;

/** The columns that say which cell a row is of: what differs between the cells of a run. */
final class CellColumns {

  static final String NOTHING = "-";

  /** Settings that are numbers. */
  private static final Set<String> COUNTS =
      Set.of(Coordinates.CORES, Coordinates.NODES, Coordinates.OWNERS, Coordinates.PARTITIONS);

  private final List<String> swept;
  private final List<String> settings;
  private final boolean policies;
  private final boolean seeds;
  private final boolean oneNumberOfWorkers;

  CellColumns(List<ForkResult> forks) {
    this.swept =
        forks.isEmpty()
            ? List.of()
            : forks.getFirst().cell().keySet().stream()
                .filter(name -> forks.stream().map(fork -> fork.cell().get(name)).distinct().count() > 1)
                .toList();
    this.settings = ForkResult.differingSettings(forks);
    // Settings and parameters tell more than a policy that is always the same, and a terminal is no wider than that.
    this.policies =
        forks.stream().noneMatch(fork -> fork.events().isPresent())
            && ((settings.isEmpty() && swept.size() < 2) || forks.stream().flatMap(fork -> fork.policy().stream()).distinct().count() > 1);
    this.seeds = forks.stream().map(ForkResult::seed).distinct().count() > 1;
    this.oneNumberOfWorkers = !swept.isEmpty() && forks.stream().map(ForkResult::workers).distinct().count() == 1;
  }

  /** What was swept, the seed, the engine, its workers, the policy, settings. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    swept.forEach(name -> columns.add(new Column(name, true, true)));
    if (seeds) {
      columns.add(new Column("seed", true, true));
    }
    columns.add(new Column("engine", false));
    columns.add(new Column("workers", true, oneNumberOfWorkers));
    if (policies) {
      columns.add(new Column("policy", false));
    }
    settings.forEach(
        name -> columns.add(new Column(name, COUNTS.contains(name))));
    return columns;
  }

  /** The same of the cell of a fork. */
  List<String> texts(ForkResult fork) {
    List<String> texts = new ArrayList<>();
    swept.forEach(name -> texts.add(fork.cell().getOrDefault(name, NOTHING)));
    if (seeds) {
      texts.add(Long.toString(fork.seed()));
    }
    texts.add(fork.engine());
    texts.add(Integer.toString(fork.workers()));
    if (policies) {
      texts.add(fork.policy().orElse(NOTHING));
    }
    settings.forEach(name -> texts.add(fork.settings().getOrDefault(name, NOTHING)));
    return texts;
  }
}
