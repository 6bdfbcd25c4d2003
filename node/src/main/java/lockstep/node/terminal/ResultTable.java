package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Comparison;
import lockstep.node.result.ExpectationResult;
import lockstep.node.result.ForkResult;
import lockstep.node.result.Judgement;
import lockstep.node.terminal.Table.Column;

/** The result of a run as a table: a row for each fork, with the parameters that differ between them. */
public final class ResultTable {

  private static final String NOTHING = "-";

  private final Comparison comparison;
  private final Judgement judgement;
  private final List<String> swept;
  private final List<String> settings;
  private final boolean policies;
  private final boolean seeds;
  private final boolean ofEvents;

  /** Of a run of which nothing was expected. */
  public ResultTable(Comparison comparison) {
    this(comparison, new Judgement(comparison, List.of()));
  }

  public ResultTable(Comparison comparison, Judgement judgement) {
    this.comparison = comparison;
    this.judgement = judgement;
    List<ForkResult> forks = comparison.forks();
    this.swept =
        forks.isEmpty()
            ? List.of()
            : forks.getFirst().cell().keySet().stream()
                .filter(name -> forks.stream().map(fork -> fork.cell().get(name)).distinct().count() > 1)
                .toList();
    this.settings = ForkResult.differingSettings(forks);
    // Settings tell more than a policy that is always the same, and a terminal is no wider than that.
    this.policies =
        forks.stream().noneMatch(fork -> fork.events().isPresent())
            && (settings.isEmpty() || forks.stream().flatMap(fork -> fork.policy().stream()).distinct().count() > 1);
    this.seeds = forks.stream().map(ForkResult::seed).distinct().count() > 1;
    this.ofEvents = forks.stream().anyMatch(fork -> fork.events().isPresent());
  }

  /** The lines of the table, then a line for each thing that a fork noticed, each reason why one has no figures, and each expectation. */
  public List<String> lines() {
    Table table = new Table(columns());
    comparison.forks().forEach(fork -> table.add(row(fork)));
    List<String> lines = new ArrayList<>(table.lines());
    comparison.forks().stream().map(fork -> notes(fork).toList()).distinct().forEach(lines::addAll);
    judgement.results().stream().map(ExpectationResult::text).forEach(lines::add);
    return lines;
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    swept.forEach(name -> columns.add(new Column(name, true)));
    if (seeds) {
      columns.add(new Column("seed", true));
    }
    columns.add(new Column("engine", false));
    columns.add(new Column("workers", true));
    if (policies) {
      columns.add(new Column("policy", false));
    }
    settings.forEach(
        name -> columns.add(new Column(name, name.equals(Coordinates.OWNERS) || name.equals(Coordinates.PARTITIONS))));
    for (String title : ofEvents ? List.of("events/s", "speed-up") : List.of("tasks/s", "speed-up", "p50", "p99")) {
      columns.add(new Column(title, true));
    }
    columns.add(new Column("same work", false));
    return columns;
  }

  /** A clause of a detail to a line: a deadlock is told worker by worker. */
  private static Stream<String> notes(ForkResult fork) {
    if (fork.status() == Status.NOT_AVAILABLE) {
      return Stream.of("n/a: " + fork.reason().orElse(""));
    }
    Stream<String> reason = fork.reason().stream().map(why -> fork.text() + " " + fork.status().text() + ": " + why);
    Stream<String> findings =
        fork.findings().stream()
            .flatMap(
                finding ->
                    Stream.concat(
                        Stream.of(fork.text() + " " + finding.kind() + ", " + finding.count() + ":"),
                        Stream.of(finding.detail().split("; ")).map(clause -> "  " + clause)));
    return Stream.concat(reason, findings);
  }

  private List<String> row(ForkResult fork) {
    List<String> row = new ArrayList<>();
    Map<String, String> cell = fork.cell();
    swept.forEach(name -> row.add(cell.getOrDefault(name, NOTHING)));
    if (seeds) {
      row.add(Long.toString(fork.seed()));
    }
    row.add(fork.engine());
    row.add(Integer.toString(fork.workers()));
    if (policies) {
      row.add(fork.policy().orElse(NOTHING));
    }
    settings.forEach(name -> row.add(fork.settings().getOrDefault(name, NOTHING)));
    row.add(fork.throughput().map(Quantity::count).orElse(NOTHING));
    row.add(comparison.speedUp(fork).map(Quantity::ratio).orElse(NOTHING));
    if (!ofEvents) {
      row.add(fork.latency().map(latency -> Quantity.nanos(latency.p50Nanos())).orElse(NOTHING));
      row.add(fork.latency().map(latency -> Quantity.nanos(latency.p99Nanos())).orElse(NOTHING));
    }
    row.add(mark(fork));
    return row;
  }

  private String mark(ForkResult fork) {
    boolean expected = fork.findings().stream().anyMatch(finding -> judgement.expects(fork, finding));
    boolean defect = fork.findings().stream().anyMatch(finding -> finding.isDefect() && !judgement.expects(fork, finding));
    if (!fork.isMeasured()) {
      return fork.status().text() + (expected ? ", expected" : "");
    }
    boolean same = !defect && judgement.sameWork(fork).orElse(false);
    // How many is told below the table, which has to fit a terminal.
    if (fork.findings().stream().anyMatch(finding -> finding.kind().equals(Finding.LOST_UPDATES))) {
      return same ? "lost, expected" : "NO, lost";
    }
    if (!fork.hasOrder()) {
      return same ? "NO, expected" : "NO";
    }
    boolean reference = judgement.reference(fork).filter(fork::equals).isPresent();
    return !same ? "NO" : reference ? "reference" : fork.serialisable().isPresent() ? "serialisable" : "yes";
  }
}
