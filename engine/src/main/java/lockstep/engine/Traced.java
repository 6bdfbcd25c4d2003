package lockstep.engine;

import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/**
 * One move of a {@link Trace}.
 *
 * @param nanos its stamp: nanoseconds since the trace was made; no two moves have the same
 * @param worker who made it
 * @param task for which task
 * @param resource of which resource, or {@link #NONE} of {@link Move#RETRY} and {@link Move#COMMIT}; the gate of the policy
 *     {@code arbiter} is a resource of its own, numbered after those of the model
 * @param mode how; a permit that is put is one to {@link Mode#TAKE}; null when there is no resource
 * @param permits how many permits of a counted resource; 1 of any other, 0 when there is no resource
 * @param held how many of the task's needs are granted and not yet given back after the move, the gate not counted
 */
public record Traced(
    long nanos, int worker, long task, Move move, int resource, @Nullable Mode mode, int permits, int held) {

  /** No resource. */
  public static final int NONE = -1;
}
