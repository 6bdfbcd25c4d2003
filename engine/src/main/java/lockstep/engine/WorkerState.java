package lockstep.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.simulation.Mode;

/**
 * What one worker was doing when it was looked at.
 *
 * @param worker its number, from 0
 * @param task the task it is at, or -1 when it has none
 * @param agent the agent of that task, or -1
 * @param doing {@code idle}, {@code plan} or the name of a step in lower case
 * @param declaredNanos how long its plan says that the step may take; 0 when it says nothing
 * @param holds what it holds, in the order of the grants
 * @param wants what it waits for
 */
public record WorkerState(
    int worker, long task, int agent, String doing, long declaredNanos, List<Claim> holds, Optional<Claim> wants) {

  /**
   * A resource, held or wanted.
   *
   * @param resource its id
   * @param mode how
   */
  public record Claim(int resource, Mode mode) {

    /** Whether both could be held at once by different tasks, permits apart. */
    boolean excludes(Claim other) {
      return resource == other.resource && (mode == Mode.EXCLUSIVE || other.mode == Mode.EXCLUSIVE);
    }
  }

  public WorkerState {
    holds = List.copyOf(holds);
  }

  /** A sentence without a full stop: {@code worker 3 (agent 3, task 63) holds 3 and waits for 4}. */
  public String text() {
    String who = "worker " + worker + (task < 0 ? "" : agent < 0 ? " (task " + task + ")" : " (agent " + agent + ", task " + task + ")");
    String held = holds.stream().map(claim -> Integer.toString(claim.resource)).collect(Collectors.joining(", "));
    String holding = holds.isEmpty() ? "holds nothing" : "holds " + held;
    return wants
        .map(claim -> who + " " + holding + " and waits for " + claim.resource)
        .orElseGet(() -> who + " " + holding + " and is at " + doing);
  }
}
