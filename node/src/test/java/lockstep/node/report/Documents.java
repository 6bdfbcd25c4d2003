package lockstep.node.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.expectation.Expectation;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Comparison;
import lockstep.node.result.DeadlockProof;
import lockstep.node.result.Environment;
import lockstep.node.result.ForkResult;
import lockstep.node.result.ForkSample;
import lockstep.node.result.Judgement;
import lockstep.node.result.ResultDocument;

/** Made-up documents. */
final class Documents {

  /** What would be markup, a script or a template if it were not text. */
  static final String HOSTILE = "</title></style><script>document.title='struck'</script><img src=x onerror=alert(1)>\"'${1}@if";

  private Documents() {}

  static ResultDocument of(String scenario, List<ForkResult> forks) {
    return of(scenario, forks, List.of());
  }

  static ResultDocument of(String scenario, List<ForkResult> forks, List<DeadlockProof> proofs) {
    return of(scenario, new Comparison(forks, "sequential"), List.of(), proofs);
  }

  /** With a fork that was repeated at the end. */
  static ResultDocument of(String scenario, List<ForkResult> forks, Optional<ForkResult> repeated) {
    return of(scenario, new Comparison(forks, "sequential", repeated), List.of(), List.of());
  }

  /** With what the scenario expects. */
  static ResultDocument of(String scenario, Comparison comparison, List<Expectation> expectations, List<DeadlockProof> proofs) {
    Environment environment =
        new Environment(
            "1", Optional.empty(), "vm", List.of("-Xmx1g"), "Linux", Optional.empty(), 2, Optional.empty(), Map.of(), new Environment.Around(Optional.empty(), Optional.empty()), new Environment.Around(Optional.empty(), Optional.empty()));
    return ResultDocument.of(
        new ResultDocument.RunId("20260131T120000Z-0a1b2c", scenario, 42), environment, comparison, new Judgement(comparison, expectations), proofs);
  }

  /** Engines over some sizes, with some forks each, of which each is a little faster than the one before. */
  static ResultDocument swept(int engines, int sizes, int forks) {
    List<ForkResult> all = new ArrayList<>();
    for (int size = 1; size <= sizes; size++) {
      Map<String, String> cell = Map.of("accounts", Integer.toString(10 * size));
      for (int fork = 1; fork <= forks; fork++) {
        all.add(ForkSample.sequential().withCell(cell).withNumber(fork).withThroughput(1e6 * (1 + 0.01 * fork)).measured());
        for (int engine = 1; engine < engines; engine++) {
          all.add(ForkSample.of("engine-" + engine, "ordered", 2).withCell(cell).withNumber(fork).withThroughput(1e5 * engine * size * (1 + 0.01 * fork)).measured());
        }
      }
    }
    return of("swept", all);
  }

  /** Every text that others choose is hostile. */
  static ResultDocument hostile() {
    Map<String, String> cell = Map.of(HOSTILE, HOSTILE);
    return of(
        HOSTILE,
        List.of(
            ForkSample.sequential().withCell(cell).measured(),
            ForkSample.of(HOSTILE, HOSTILE, 2).withCell(cell).withFinding("invariant", 1, HOSTILE).measured(),
            ForkSample.of("threads", "ordered", 2).withCell(cell).withSettings(Map.of(HOSTILE, HOSTILE)).without(Status.FAILED, HOSTILE)));
  }

  /** Forks that did their work, and proofs beside. */
  static ResultDocument proved(DeadlockProof... proofs) {
    return of("proved", List.of(ForkSample.sequential().measured(), ForkSample.of("threads", "unordered", 2).measured()), List.of(proofs));
  }

  /** Policies of which one deadlocks more often the longer the gap is, and one breaks deadlocks; with a name that may be hostile. */
  static ResultDocument risky(String parameter) {
    List<ForkResult> all = new ArrayList<>();
    for (int gap = 0; gap <= 2; gap++) {
      for (String seats : List.of("2", "5")) {
        Map<String, String> cell = new LinkedHashMap<>(Map.of(parameter, seats));
        cell.put("gap", gap == 0 ? "0s" : 10 * gap + "us");
        for (String engine : List.of("threads", "actors")) {
          for (int fork = 1; fork <= 10; fork++) {
            double speed = 1e5 * (1 + 0.01 * fork);
            ForkSample unordered = ForkSample.of(engine, "unordered", 5).withCell(cell).withNumber(fork).withThroughput(2 * speed);
            all.add(fork <= 4 * gap ? unordered.deadlocked(97L + fork, 50) : unordered.measured());
            all.add(ForkSample.of(engine, "ordered", 5).withCell(cell).withNumber(fork).withThroughput(speed).measured());
            all.add(ForkSample.of(engine, "detect", 5).withCell(cell).withNumber(fork).withThroughput(1.5 * speed).measured());
          }
        }
      }
    }
    Map<String, String> race = Map.of(parameter, "2", "gap", "0s");
    for (int fork = 1; fork <= 2; fork++) {
      all.add(ForkSample.of("threads", "unguarded", 5).withCell(race).withNumber(fork).withThroughput(1e5 * (1 + 0.001 * fork)).withFinding("lost-updates", 90L * fork, "gone").measured());
      all.add(ForkSample.of("actors", "unguarded", 5).withCell(race).withNumber(fork).withThroughput(1e5 * (1 + 0.001 * fork)).withFinding("nothing-lost", 0, "nothing").measured());
    }
    return of("risky", all);
  }

  static ResultDocument interrupted() {
    return of("interrupted", List.of(ForkSample.sequential().without(Status.INTERRUPTED, "the run was ended")));
  }
}
