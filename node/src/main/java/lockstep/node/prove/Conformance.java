package lockstep.node.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.engine.Assignment;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.FirstTasks;
import lockstep.engine.Trace;
import lockstep.engine.Traced;
import lockstep.engine.proof.Medium;
import lockstep.engine.proof.OutOfBounds;
import lockstep.engine.proof.Replay;
import lockstep.engine.proof.Workload;
import lockstep.node.fork.TracedPass;
import lockstep.simulation.TaskModel;

/**
 * Has an engine perform some tasks of an assignment, and holds the traces against the abstract machine. What ties proofs to what
 * engines do.
 *
 * @param traces how many traces the machine can make
 * @param moves how many moves they have
 * @param illegal of each trace that it cannot make the first move that it cannot
 * @param unfollowed why traces were not held against it to their end
 */
public record Conformance(int traces, long moves, List<String> illegal, List<String> unfollowed) {

  /** Of each worker, or of each agent, so many tasks are performed. */
  private static final int TASKS_EACH = 25;

  private static final int MOST_MOVES_EACH = 4096;

  private static final Duration NO_PROGRESS = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  public Conformance {
    illegal = List.copyOf(illegal);
    unfollowed = List.copyOf(unfollowed);
  }

  /** Nothing was traced. */
  static Conformance none() {
    return new Conformance(0, 0, List.of(), List.of());
  }

  /** Both together. */
  Conformance plus(Conformance other) {
    List<String> allIllegal = new ArrayList<>(illegal);
    allIllegal.addAll(other.illegal);
    List<String> allUnfollowed = new ArrayList<>(unfollowed);
    allUnfollowed.addAll(other.unfollowed);
    return new Conformance(traces + other.traces, moves + other.moves, allIllegal, allUnfollowed);
  }

  /** Traces an engine, and replays what it did. */
  static Conformance of(EngineKind kind, Assignment assignment, Workload workload, Medium medium, int traces) throws InterruptedException {
    Conformance all = none();
    try (Engine engine = kind.open()) {
      for (int n = 0; n < traces; n++) {
        List<Traced> moves = trace(engine, assignment);
        all = all.plus(replayed(kind.name(), moves, assignment, workload, medium));
      }
    }
    return all;
  }

  private static Conformance replayed(String engine, List<Traced> moves, Assignment assignment, Workload workload, Medium medium) {
    try {
      Optional<Replay.Illegal> illegal = Replay.of(workload, medium, moves, assignment.model().resources());
      return illegal
          .map(move -> new Conformance(0, moves.size(), List.of(engine + ", " + move.text()), List.of()))
          .orElseGet(() -> new Conformance(1, moves.size(), List.of(), List.of()));
    } catch (OutOfBounds e) {
      return new Conformance(0, moves.size(), List.of(), List.of(engine + ": " + e.getMessage()));
    }
  }

  /** What an engine does; of one that comes to a standstill, and is ended, what it did before. */
  private static List<Traced> trace(Engine engine, Assignment assignment) throws InterruptedException {
    TaskModel model = assignment.model();
    long each = model.agents() > 0 ? model.agents() : assignment.workers();
    TaskModel part = FirstTasks.atMost(model, TASKS_EACH * each);
    Trace trace = new Trace(assignment.workers(), MOST_MOVES_EACH);
    Assignment traced = Assignment.of(part, assignment.seed(), assignment.workers(), assignment.coordination()).tracedBy(trace);
    var _ = TracedPass.perform(engine, traced, NO_PROGRESS, LIMIT, () -> {});
    return trace.moves();
  }
}
