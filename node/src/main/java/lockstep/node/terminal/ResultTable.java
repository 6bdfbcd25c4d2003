package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import lockstep.node.fork.FaultFigures;
import lockstep.node.fork.Finding;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Latency;
import lockstep.node.fork.ForkReport.Overload;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.CellForks;
import lockstep.node.result.Comparison;
import lockstep.node.result.Control;
import lockstep.node.result.Estimated;
import lockstep.node.result.ExpectationResult;
import lockstep.node.result.ForkResult;
import lockstep.node.result.Judgement;
import lockstep.node.terminal.Table.Column;

/** The result of a run as a table: a row for each cell, with the parameters that differ between them. */
public final class ResultTable {

  private static final String NOTHING = CellColumns.NOTHING;
  private static final String OVERLOADED = "overloaded";

  private static final Set<String> GOOD = Set.of("reference", "yes", "serialisable");

  private final Comparison comparison;
  private final Judgement judgement;
  private final CellColumns cells;
  private final boolean ofEvents;
  private final boolean several;

  /** Of a run of which nothing was expected. */
  public ResultTable(Comparison comparison) {
    this(comparison, new Judgement(comparison, List.of()));
  }

  public ResultTable(Comparison comparison, Judgement judgement) {
    this.comparison = comparison;
    this.judgement = judgement;
    List<ForkResult> forks = comparison.forks();
    this.cells = new CellColumns(forks);
    this.ofEvents = forks.stream().anyMatch(fork -> fork.events().isPresent());
    this.several = comparison.cells().stream().anyMatch(cell -> cell.all().size() > 1);
  }

  /** The lines of the table, then a line for each thing that forks noticed, each reason why one has no figures, and each expectation. */
  public List<String> lines() {
    Table table = new Table(columns());
    comparison.cells().forEach(cell -> table.add(row(cell)));
    List<String> lines = new ArrayList<>(table.lines());
    Set<String> circles = new HashSet<>();
    comparison.cells().stream().map(cell -> notes(cell, circles)).distinct().forEach(lines::addAll);
    lines.addAll(new RiskTable(comparison, cells).lines());
    noise().forEach(lines::add);
    lines.addAll(drift());
    judgement.results().stream().map(ExpectationResult::text).forEach(lines::add);
    return lines;
  }

  /** Who asks for a steady state wants figures, and to know which the machine disturbed. */
  private Stream<String> noise() {
    return comparison.forks().stream()
        .filter(fork -> fork.steadiness().isPresent() && fork.isDisturbed())
        .map(fork -> "noisy: " + fork.text())
        .distinct();
  }

  /** Two lines when the machine was another one at the end of the run. */
  private List<String> drift() {
    return comparison
        .control()
        .filter(Control::isDrifted)
        .map(
            control ->
                List.of(
                    "drifted: " + control.text(),
                    "  " + Quantity.count(control.fork().throughput().orElseThrow()) + "/s; its own forks leave " + expected(control) + " to chance"))
        .orElse(List.of());
  }

  private static String expected(Control control) {
    Estimated expected = control.expected().orElseThrow();
    return Quantity.count(Math.max(0, expected.low().orElse(0.0))) + " to " + Quantity.count(expected.high().orElse(Double.POSITIVE_INFINITY));
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>(cells.columns());
    columns.add(new Column(ofEvents ? "events/s" : "tasks/s", true));
    if (several) {
      columns.add(new Column("±", true));
    }
    columns.add(new Column("speed-up", true));
    if (!ofEvents) {
      if (!several) {
        columns.add(new Column("p50", true));
      }
      columns.add(new Column("p99", true));
    }
    columns.add(new Column("same work", false));
    return columns;
  }

  /**
   * What one fork noticed is told, and of how many it is an example. Where cells have several forks, one circle is an example for its engine and policy.
   *
   * @param circles of which deadlocks were told
   */
  private List<String> notes(CellForks cell, Set<String> circles) {
    List<String> lines = new ArrayList<>();
    Set<List<String>> told = new HashSet<>();
    for (ForkResult fork : cell.all()) {
      Stream<String> overloaded = overload(fork).map(_ -> OVERLOADED);
      Stream<String> noticed = Stream.concat(overloaded, fork.findings().stream().map(Finding::kind));
      Stream<String> faults =
          Stream.concat(ResumedLines.of(fork), fork.events().stream().flatMap(events -> events.faults().stream()).map(FaultFigures::what));
      List<String> kinds =
          Stream.of(fork.reason().stream().map(_ -> fork.status().text()), faults, noticed).flatMap(kind -> kind).toList();
      boolean known = several && fork.status() == Status.DEADLOCK && !circles.add(fork.text());
      if (!kinds.isEmpty() && told.add(kinds) && !known) {
        lines.addAll(notes(fork).toList());
      }
    }
    return lines;
  }

  /** A clause of a detail to a line: a deadlock is told worker by worker. */
  private static Stream<String> notes(ForkResult fork) {
    if (fork.status() == Status.NOT_AVAILABLE) {
      return Stream.of("n/a: " + fork.reason().orElse(""));
    }
    Stream<String> reason = fork.reason().stream().map(why -> fork.text() + " " + fork.status().text() + ": " + why);
    Stream<String> overload =
        overload(fork).flatMap(why -> told(fork.text() + " " + OVERLOADED + ":", why.reason()));
    Stream<String> faults =
        Stream.concat(ResumedLines.of(fork), fork.events().stream().flatMap(events -> events.faults().stream()).flatMap(FaultLines::of));
    Stream<String> findings =
        fork.findings().stream()
            .flatMap(
                finding -> told(fork.text() + " " + finding.kind() + ", " + finding.count() + ":", finding.detail()));
    return Stream.of(reason, faults, overload, findings).flatMap(lines -> lines);
  }

  private static Stream<Overload> overload(ForkResult fork) {
    return fork.arrivals().flatMap(Arrived::overload).stream();
  }

  private static Stream<String> told(String what, String detail) {
    return Stream.concat(Stream.of(what), Stream.of(detail.split("; ")).map(clause -> "  " + clause));
  }

  private List<String> row(CellForks cell) {
    ForkResult fork = cell.first();
    List<String> row = new ArrayList<>(cells.texts(fork));
    boolean measured = fork.isMeasured();
    Optional<Estimated> throughput = cell.throughput();
    row.add(throughput.map(interval -> Quantity.count(interval.estimate())).orElse(NOTHING));
    if (several) {
      row.add(throughput.flatMap(Estimated::precision).map(Quantity::percent).orElse(NOTHING));
    }
    row.add(comparison.speedUp(cell).map(Estimated::estimate).map(Quantity::ratio).orElse(!measured || cell.isSettled() ? NOTHING : cell.isOverloaded() ? OVERLOADED : "unsettled"));
    if (!ofEvents) {
      if (!several) {
        row.add(latency(cell, Latency::p50Nanos));
      }
      row.add(latency(cell, Latency::p99Nanos));
    }
    row.add(mark(cell));
    return row;
  }

  /** Of tasks that arrive from outside, from their arrival on. */
  private static String latency(CellForks cell, ToLongFunction<Latency> percentile) {
    return cell.measured().stream()
        .flatMap(fork -> fork.arrivals().map(Arrived::response).or(fork::latency).stream())
        .mapToLong(percentile)
        .average()
        .stream()
        .mapToObj(nanos -> Quantity.nanos(Math.round(nanos)))
        .findFirst()
        .orElse(NOTHING);
  }

  /** The same of all forks, or how many there are of the worst. */
  private String mark(CellForks cell) {
    List<String> marks = cell.all().stream().map(this::mark).toList();
    List<String> worst = marks.stream().filter(mark -> !GOOD.contains(mark)).distinct().toList();
    if (worst.isEmpty() || marks.stream().distinct().count() == 1) {
      return marks.getFirst();
    }
    long times = marks.stream().filter(worst.getFirst()::equals).count();
    return worst.getFirst() + " (" + times + " of " + marks.size() + ")";
  }

  private String mark(ForkResult fork) {
    boolean expected = fork.findings().stream().anyMatch(finding -> judgement.expects(fork, finding));
    boolean defect = fork.findings().stream().anyMatch(finding -> finding.isDefect() && !judgement.expects(fork, finding));
    // What was measured may be whole, and the pass that is traced after it end in a deadlock.
    boolean deadlocked = fork.findings().stream().anyMatch(finding -> finding.kind().equals(Finding.DEADLOCK));
    if (!fork.isMeasured() || deadlocked) {
      return (fork.isMeasured() ? Status.DEADLOCK : fork.status()).text() + (expected ? ", expected" : "");
    }
    boolean same = !defect && judgement.sameWork(fork).orElse(false);
    // How many is told below the table, which has to fit a terminal.
    if (fork.findings().stream().anyMatch(finding -> finding.kind().equals(Finding.LOST_UPDATES))) {
      return same ? "lost, expected" : "NO, lost";
    }
    if (!fork.hasOrder()) {
      return same ? "NO, expected" : "NO";
    }
    boolean reference = judgement.reference(fork).filter(other -> other.isOfCellOf(fork)).isPresent();
    return !same ? "NO" : reference ? "reference" : fork.serialisable().isPresent() ? "serialisable" : "yes";
  }
}
