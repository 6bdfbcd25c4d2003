package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.node.expectation.Coordinates;
import lockstep.node.result.ForkResult;
import lockstep.node.terminal.Table.Column;

/** The columns that say which cell a row is of: what differs between the cells of a run. */
final class CellColumns {

  static final String NOTHING = "-";

  /** Settings that are numbers. */
  private static final Set<String> COUNTS =
      Set.of(Coordinates.CORES, Coordinates.NODES, Coordinates.OWNERS, Coordinates.PARTITIONS);

  /** What a setting takes at most, while what is left of it still tells cells apart. */
  private static final int WIDEST = 17;

  private final List<String> swept;
  private final List<String> settings;
  private final Set<String> cut;
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
    this.cut =
        settings.stream()
            .filter(name -> values(forks, name).distinct().count() == values(forks, name).map(CellColumns::cut).distinct().count())
            .collect(Collectors.toUnmodifiableSet());
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
    for (String name : settings) {
      String value = fork.settings().getOrDefault(name, NOTHING);
      texts.add(cut.contains(name) ? cut(value) : value);
    }
    return texts;
  }

  private static Stream<String> values(List<ForkResult> forks, String setting) {
    return forks.stream().map(fork -> fork.settings().getOrDefault(setting, NOTHING));
  }

  private static String cut(String value) {
    return value.length() <= WIDEST ? value : value.substring(0, WIDEST - 1) + "…";
  }
}
