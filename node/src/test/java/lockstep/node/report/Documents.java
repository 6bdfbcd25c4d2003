package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.ForkReport.Status;
import lockstep.node.result.Comparison;
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
    return of(scenario, forks, Optional.empty());
  }

  /** With a fork that was repeated at the end. */
  static ResultDocument of(String scenario, List<ForkResult> forks, Optional<ForkResult> repeated) {
    Environment environment =
        new Environment(
            "1", Optional.empty(), "vm", List.of("-Xmx1g"), "Linux", Optional.empty(), 2, Optional.empty(), Map.of(), new Environment.Around(Optional.empty(), Optional.empty()), new Environment.Around(Optional.empty(), Optional.empty()));
    Comparison comparison = new Comparison(forks, "sequential", repeated);
    return ResultDocument.of(
        new ResultDocument.RunId("20260131T120000Z-0a1b2c", scenario, 42), environment, comparison, new Judgement(comparison, List.of()));
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

  static ResultDocument interrupted() {
    return of("interrupted", List.of(ForkSample.sequential().without(Status.INTERRUPTED, "the run was ended")));
  }
}
