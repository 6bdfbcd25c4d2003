package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lockstep.engine.instrument.TimeAccount;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.ForkReport.Arrived;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.report.Cells.Cell;
import lockstep.node.report.Page.Warning;
import lockstep.node.result.Control;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ResultDocument;

/** What a reader has to know before trusting figures, each with its remedy; what is graver comes first. */
final class Warnings {

  private static final int MOST_TOLD = 6;

  private final ResultDocument document;
  private final Cells cells;
  private final List<Warning> all = new ArrayList<>();

  private Warnings(ResultDocument document, Cells cells) {
    this.document = document;
    this.cells = cells;
  }

  static List<Warning> of(ResultDocument document, Cells cells) {
    Warnings warnings = new Warnings(document, cells);
    warnings.proofs();
    warnings.work();
    warnings.missing();
    warnings.machine();
    warnings.method();
    return List.copyOf(warnings.all);
  }

  private void proofs() {
    add(
        "Proved impossible, and seen nevertheless: an engine or the proof is wrong",
        document.proofs().stream()
            .flatMap(proof -> proof.contradictions().stream().map(seen -> contradiction(proof, seen)))
            .toList(),
        "trust neither. ./lockstep prove with the scenario.conf of the run's folder holds traces of the engine against the machine; the fork's finding tells who waited for whom.");
  }

  private static String contradiction(DeadlockProof proof, DeadlockProof.Seen seen) {
    return seen.engine() + ", " + proof.explored().policy() + " by " + proof.explored().medium() + " cannot deadlock (" + proof.deadlock().detail() + "), and " + seen.deadlocked() + " of " + seen.forks() + " forks did";
  }

  private void work() {
    boolean contradicted = document.proofs().stream().anyMatch(proof -> !proof.contradictions().isEmpty());
    if (!contradicted && document.verdict().outcome().equals("different-work")) {
      add(
          "Not the same work: speeds must not be compared",
          List.of(document.verdict().sentence()),
          cells.unit().equals("event")
              ? "./lockstep bisect with the run's folder finds the first window and entity that differ."
              : "look at the findings and the proof; ./lockstep prove explores the policy on an abstract machine.");
    }
    add(
        "Forks noticed something",
        each(fork -> fork.findings().stream().map(finding -> finding.kind() + ", " + finding.count() + ": " + finding.detail())),
        "a race or a deadlock that is meant to happen is stated as an expectation of the scenario; anything else is a defect of the model or the engine.");
  }

  private void missing() {
    missing(Status.DEADLOCK, "Deadlock", "choose a policy that cannot deadlock, such as ordered; ./lockstep prove tells which can.");
    missing(Status.STALLED, "Stalled", "raise watchdog { limit, no-progress }, or make the work smaller.");
    missing(Status.FAILED, "Failed", "read the fork's log in the run's folder.");
    missing(Status.INTERRUPTED, "Interrupted: the run is not complete", "run the scenario.conf of the run's folder again.");
    missing(Status.NOT_AVAILABLE, "Not available", "nothing, if it is known; else leave the cell out.");
  }

  private void machine() {
    add(
        "Throttled: figures tell of a limit, and are not compared",
        each(fork -> fork.disturbance().filter(Disturbance::throttled).stream().flatMap(found -> found.reasons().stream())),
        "raise the CPU quota of the container, or pin the forks to fewer cores: cores = 1.");
    add(
        "Noisy: something else used the machine",
        each(
            fork ->
                fork.disturbance().filter(found -> found.disturbed() && !found.throttled()).stream()
                    .flatMap(found -> found.reasons().stream())),
        "end other programs, use a machine of its own, and run again; more forks make the interval tell of the noise.");
    add(
        "Drifted: the machine was another one at the end of the run",
        document.control().filter(Control::isDrifted).map(control -> Text.control(control)).stream().toList(),
        "let the machine come to rest and cool down, keep its clock steady (governor performance), end other programs, and run again.");
    add(
        "Oversubscribed: more workers than cores",
        which(cell -> cell.result().oversubscribed()),
        "at most as many workers as cores, unless tasks mostly wait.");
  }

  private void method() {
    add(
        "Unsettled: shown, and never compared",
        which(cell -> cell.result().steady().filter(steady -> !steady).isPresent()),
        "a longer iteration (iteration = 1s), a longer warm-up, or a quieter machine.");
    add(
        "Overloaded: more tasks arrived than could be done",
        each(fork -> fork.arrivals().flatMap(Arrived::overload).stream().map(overload -> overload.reason())),
        "a lower rate, or more workers.");
    add(
        "Where the time went is not shown: the account is not plausible",
        which(cell -> !cell.result().time().map(TimeAccount::plausible).orElse(true)),
        "pin the forks: cores.");
    boolean single = !cells.measured().isEmpty() && cells.measured().stream().allMatch(cell -> cell.result().measured() == 1);
    if (single) {
      add("A single fork of each cell: no figure has an interval", List.of("One JVM says nothing of how the next one would do."), "forks { min = 5 }");
    }
    boolean asked = cells.all().stream().anyMatch(cell -> cell.result().steady().isPresent());
    if (!asked && !cells.measured().isEmpty()) {
      add(
          "Nobody asked whether the forks were steady",
          List.of("They warmed up and measured by the clock: enough to compare work, hardly enough to compare speeds."),
          "iteration = 500ms");
    }
  }

  private void missing(Status status, String title, String remedy) {
    add(
        title,
        each(fork -> fork.status() == status ? Stream.of(fork.reason().orElse("no reason is told")) : Stream.empty()),
        remedy);
  }

  private List<String> each(Function<ForkResult, Stream<String>> details) {
    return cells.all().stream()
        .flatMap(
            cell ->
                cell.forks().stream().flatMap(details).distinct().limit(2).map(detail -> cell.label() + ": " + detail))
        .toList();
  }

  private List<String> which(Predicate<Cell> concerned) {
    return cells.all().stream().filter(concerned).map(Cell::label).toList();
  }

  private void add(String title, List<String> details, String remedy) {
    if (details.isEmpty()) {
      return;
    }
    List<String> told = new ArrayList<>(details.subList(0, Math.min(MOST_TOLD, details.size())));
    if (details.size() > MOST_TOLD) {
      told.add("and " + (details.size() - MOST_TOLD) + " more");
    }
    all.add(new Warning(title, told, remedy));
  }
}
