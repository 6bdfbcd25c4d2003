package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.proof.RandomChain;

/**
 * What can be proved of cells of a run that are the same to the abstract machine, beside what their forks did. {@code lockstep prove}
 * with the same scenario proves the same anew, goes further, and tells livelock and starvation with their stories.
 *
 * @param cells their places in the document's cells, from 0
 * @param cell the parameters that all of them have, of those that the scenario sets
 * @param tasksPlanned of how many tasks the lock order is
 * @param story the shortest way to a deadlock; empty when none is possible, it is not known, or too long to be told
 * @param waits who waits for whom at its end
 * @param meanBeforeDeadlock what comes before a deadlock when every step is equally likely
 * @param predicted cycles in the lock order of the plans, and what became of them
 * @param seen what the forks did, by engine
 */
public record DeadlockProof(
    List<Integer> cells,
    Map<String, String> cell,
    @JsonUnwrapped Explored explored,
    long tasksPlanned,
    Concluded deadlock,
    Concluded livelock,
    Concluded starvation,
    List<StoryStep> story,
    List<Waiting> waits,
    Optional<RandomChain.Mean> meanBeforeDeadlock,
    List<PredictedCycle> predicted,
    List<Seen> seen) {

  /** Of a property that it can be. */
  public static final String PRESENT = "present";

  /** Of a property that it cannot be. */
  public static final String ABSENT = "absent";

  /** The gate of the policy {@code arbiter}, where a resource is told. */
  public static final int GATE = -1;

  /** One property: {@code present}, {@code absent} or {@code unknown}, and how or why. */
  public record Concluded(String status, String detail) {}

  /**
   * A step of a story.
   *
   * @param moves what passes between the worker and resources in it
   */
  public record StoryStep(int worker, String text, List<Move> moves) {
    public StoryStep {
      moves = List.copyOf(moves);
    }
  }

  /**
   * Something passes between a worker and a resource.
   *
   * @param kind {@code wants}, {@code takes}, {@code waits}, {@code granted}, {@code refused} or {@code released}
   * @param resource {@link #GATE} for the gate of the policy {@code arbiter}
   */
  public record Move(String kind, int resource) {}

  /** A worker that waits for ever. */
  public record Waiting(int worker, List<Integer> holds, int waitsFor, int heldBy) {
    public Waiting {
      holds = List.copyOf(holds);
    }
  }

  /**
   * What forks of an engine did.
   *
   * @param forks how many performed the work to its end, or deadlocked
   * @param deadlocked how many deadlocked
   */
  public record Seen(String engine, int forks, int deadlocked) {}

  public DeadlockProof {
    cells = List.copyOf(cells);
    story = List.copyOf(story);
    waits = List.copyOf(waits);
    predicted = List.copyOf(predicted);
    seen = List.copyOf(seen);
  }

  /** Of what engines was seen that it was proved not to be: a deadlock. */
  public List<Seen> contradictions() {
    return deadlock.status().equals(ABSENT) ? seen.stream().filter(each -> each.deadlocked() > 0).toList() : List.of();
  }

  /** Whether a deadlock is possible. */
  @JsonIgnore
  public boolean isPossible() {
    return deadlock.status().equals(PRESENT);
  }
}
