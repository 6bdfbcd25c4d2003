package lockstep.node.prove;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lockstep.engine.proof.Conclusion;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.RandomChain;
import lockstep.engine.proof.Story;
import lockstep.engine.proof.Waits;
import lockstep.node.result.ExitCode;
import lockstep.node.result.Explored;

/**
 * What a proof of a scenario says, as it is kept.
 *
 * @param schema of this document
 * @param scenario its name
 */
public record ProofDocument(String schema, String scenario, Outcome verdict, List<Case> cases) {

  private static final String SCHEMA = "lockstep.proof/1";

  /** The whole in a sentence. */
  public record Outcome(int exitCode, String sentence) {}

  /** One property. */
  public record Judged(String status, String detail, List<String> story, Optional<Integer> repeatsFrom) {}

  /** A cycle in the lock order. */
  public record Predicted(List<Integer> resources, List<Integer> workers, List<Long> tasks, String fate) {}

  /** One case. */
  public record Case(
      Map<String, String> parameters,
      @JsonUnwrapped Explored explored,
      Judged deadlock,
      List<Waits.Wait> waits,
      Judged livelock,
      Judged starvation,
      Optional<RandomChain.Mean> meanBeforeDeadlock,
      List<Predicted> predicted,
      long tasksPlanned,
      Conformance conformance) {}

  /** The document of some cases. */
  public static ProofDocument of(String scenario, List<ProvedCase> cases) {
    return new ProofDocument(SCHEMA, scenario, verdict(cases), cases.stream().map(ProofDocument::of).toList());
  }

  private static Case of(ProvedCase proved) {
    return new Case(
        proved.parameters(),
        proved.explored(),
        judged(proved.proof().of(Property.DEADLOCK)),
        proved.proof().waits(),
        judged(proved.proof().of(Property.LIVELOCK)),
        judged(proved.proof().of(Property.STARVATION)),
        proved.proof().mean(),
        proved.predicted().stream().map(ProofDocument::of).toList(),
        proved.tasksPlanned(),
        proved.conformance());
  }

  private static Judged judged(Conclusion conclusion) {
    return new Judged(
        conclusion.status().text(),
        conclusion.detail(),
        conclusion.story().stream().map(Story.Line::text).toList(),
        Optional.of(conclusion.repeatsFrom()).filter(from -> from < conclusion.story().size()));
  }

  private static Predicted of(ProvedCase.Predicted predicted) {
    return new Predicted(
        predicted.cycle().resources(),
        predicted.cycle().workers(),
        predicted.cycle().tasks(),
        predicted.fate().name().toLowerCase(Locale.ROOT));
  }

  /** A deadlock that can be outweighs all; an engine that does what the machine cannot makes proofs worthless; then comes what is open. */
  private static Outcome verdict(List<ProvedCase> cases) {
    long deadlocks = cases.stream().filter(proved -> proved.has(Property.DEADLOCK)).count();
    List<String> illegal = cases.stream().flatMap(proved -> proved.conformance().illegal().stream()).toList();
    long open = cases.stream().filter(ProvedCase::leavesOpen).count();
    if (!illegal.isEmpty()) {
      return new Outcome(ExitCode.DIFFERENT_WORK.code(), "An engine does what the machine cannot, so nothing is proved: " + illegal.getFirst() + ".");
    }
    if (deadlocks > 0) {
      return new Outcome(ExitCode.DIFFERENT_WORK.code(), "Deadlock is possible in " + deadlocks + " of " + cases.size() + " cases.");
    }
    if (open > 0) {
      return new Outcome(ExitCode.INCONCLUSIVE.code(), "Whether a deadlock is possible is unknown in " + open + " of " + cases.size() + " cases.");
    }
    return new Outcome(ExitCode.PASS.code(), "No deadlock is possible in any of " + cases.size() + " cases.");
  }

  /** Files that tell a deadlock as a diagram, from their names to what is in them. */
  public static Map<String, String> diagrams(List<ProvedCase> cases) {
    Map<String, String> diagrams = new TreeMap<>();
    for (int n = 0; n < cases.size(); n++) {
      ProvedCase proved = cases.get(n);
      if (proved.has(Property.DEADLOCK)) {
        diagrams.put("deadlock-%03d.mmd".formatted(n + 1), Diagram.of(proved.proof().of(Property.DEADLOCK), proved.proof().waits()));
      }
    }
    return diagrams;
  }
}
