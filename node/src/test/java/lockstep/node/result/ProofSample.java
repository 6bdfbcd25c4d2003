package lockstep.node.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.engine.proof.RandomChain.Mean;
import lockstep.node.result.DeadlockProof.Concluded;
import lockstep.node.result.DeadlockProof.Move;
import lockstep.node.result.DeadlockProof.Seen;
import lockstep.node.result.DeadlockProof.StoryStep;
import lockstep.node.result.DeadlockProof.Waiting;
import lockstep.node.result.PredictedCycle.Label;

/** Made-up proofs. */
public final class ProofSample {

  private ProofSample() {}

  /** Two workers take a resource each by locks, and wait for the other's. */
  public static DeadlockProof deadlocking() {
    return of(
        "unordered",
        "locks",
        "present",
        List.of(step(0, "worker 0 takes 0", "takes", 0), step(1, "worker 1 takes 1", "takes", 1)),
        List.of(new Waiting(0, List.of(0), 1, 1), new Waiting(1, List.of(1), 0, 0)),
        List.of(cycle(2, Label.CONFIRMED)),
        new Seen("threads", 10, 3));
  }

  /** No deadlock is possible, and so many of ten forks had one. */
  public static DeadlockProof absent(int deadlocks) {
    return of("ordered", "locks", "absent", List.of(), List.of(), List.of(), new Seen("threads", 10, deadlocks));
  }

  /** Of any texts. */
  public static DeadlockProof of(
      String policy, String medium, String status, List<StoryStep> story, List<Waiting> waits, List<PredictedCycle> predicted, Seen seen) {
    return new DeadlockProof(
        List.of(0),
        Map.of("accounts", "2"),
        new Explored(42, 2, policy, medium, List.of(seen.engine()), 10, 16, true, "all tasks of every worker, repeated for ever"),
        200,
        new Concluded(status, "proved for the abstract machine"),
        new Concluded("absent", "proved for the abstract machine"),
        new Concluded("unknown", "too many states"),
        story,
        waits,
        status.equals("present") ? Optional.of(new Mean(4.5, 1)) : Optional.empty(),
        predicted,
        List.of(seen));
  }

  public static StoryStep step(int worker, String text, String kind, int resource) {
    return new StoryStep(worker, text, List.of(new Move(kind, resource)));
  }

  /** A cycle over that many resources, each held by the worker of the same number. */
  public static PredictedCycle cycle(int resources, Label label) {
    List<Integer> all = IntStream.range(0, resources).boxed().toList();
    return new PredictedCycle(all, all, all.stream().map(i -> 10L + i).toList(), label, label == Label.CONFIRMED ? 3 : 0, label != Label.REFUTED);
  }
}
