package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cycle in the lock order of the plans, or one that forks were seen in: each of the resources is held by a worker that asks for the
 * next one.
 *
 * @param resources the least one first
 * @param workers who holds them, in the same order
 * @param tasks for which of their tasks
 * @param label what became of it
 * @param seen in how many forks it was seen
 * @param reached whether the abstract machine comes to it, as {@code lockstep prove} tells
 */
public record PredictedCycle(
    List<Integer> resources, List<Integer> workers, List<Long> tasks, Label label, int seen, boolean reached) {

  /** What became of a cycle. */
  public enum Label {
    /** The plans allow it; it was not seen, and no proof rules it out. */
    PREDICTED,
    /** A fork deadlocked in it. */
    CONFIRMED,
    /** The proof shows that there is no deadlock. */
    REFUTED,
    /** A fork deadlocked in it, and the plans do not allow it. */
    UNPREDICTED;

    /** As it stands in the result document. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PredictedCycle {
    resources = List.copyOf(resources);
    workers = List.copyOf(workers);
    tasks = List.copyOf(tasks);
  }

  /**
   * Labels what was predicted by what was seen and proved, and adds what was seen without having been predicted. What was seen
   * outweighs a proof.
   *
   * @param predicted cycles without a label
   * @param seen of each deadlocked fork the circles in it
   * @param absent whether the proof says that there is no deadlock
   */
  public static List<PredictedCycle> label(List<Prediction> predicted, List<List<SeenCycle>> seen, boolean absent) {
    List<PredictedCycle> labelled = new ArrayList<>();
    for (Prediction prediction : predicted) {
      int forks = forks(prediction.resources(), seen);
      Label label = forks > 0 ? Label.CONFIRMED : absent ? Label.REFUTED : Label.PREDICTED;
      labelled.add(new PredictedCycle(prediction.resources(), prediction.workers(), prediction.tasks(), label, forks, prediction.reached()));
    }
    for (SeenCycle cycle : seen.stream().flatMap(List::stream).toList()) {
      if (labelled.stream().noneMatch(other -> other.resources().equals(cycle.resources()))) {
        labelled.add(
            new PredictedCycle(cycle.resources(), cycle.workers(), cycle.tasks(), Label.UNPREDICTED, forks(cycle.resources(), seen), false));
      }
    }
    return List.copyOf(labelled);
  }

  private static int forks(List<Integer> resources, List<List<SeenCycle>> seen) {
    return (int) seen.stream().filter(fork -> fork.stream().anyMatch(cycle -> cycle.resources().equals(resources))).count();
  }

  /**
   * A cycle that the plans allow.
   *
   * @param resources the least one first
   * @param reached whether the abstract machine comes to it
   */
  public record Prediction(List<Integer> resources, List<Integer> workers, List<Long> tasks, boolean reached) {
    public Prediction {
      resources = List.copyOf(resources);
      workers = List.copyOf(workers);
      tasks = List.copyOf(tasks);
    }
  }
}
