package lockstep.engine.risk;

import java.util.List;
import java.util.function.IntUnaryOperator;
import lockstep.engine.Assignment;
import lockstep.engine.Move;
import lockstep.engine.Policy;
import lockstep.engine.Trace;
import lockstep.engine.Traced;
import lockstep.simulation.TaskModel;

/**
 * What a trace tells besides its ending: how near to a deadlock its workers came, how evenly they were served, how much they tried in vain.
 *
 * @param end how the pass ended
 * @param tasks how many were done
 * @param moves how many were told
 * @param dropped how many were made after that, and are not told: the trace had no room for them
 * @param nanos how long the trace is
 */
public record RiskFigures(
    TraceEnd end, long tasks, long moves, long dropped, long nanos, NearMisses nearMisses, Circles circles, Fairness fairness, Livelock livelock) {

  /**
   * Those of an assignment that has a trace; to be called when {@link Trace#moves} may be.
   *
   * @param end how it ended
   * @throws IllegalArgumentException when it has none, or its policy guards nothing: then nobody waits, whatever others hold
   */
  public static RiskFigures of(Assignment traced, TraceEnd end) {
    Trace trace = traced.trace();
    if (trace == null || traced.policy() == Policy.UNGUARDED) {
      throw new IllegalArgumentException("an assignment that guards nothing, or has no trace, has no figures of risk");
    }
    TaskModel model = traced.model();
    IntUnaryOperator permits = resource -> resource == model.resources() ? model.safeAtOnce() : model.permits(resource);
    return of(end, trace.moves(), trace.dropped(), traced.policy(), permits);
  }

  /**
   * Those of a history.
   *
   * @param end how it ended
   * @param moves legal, in their order
   * @param dropped how many were made after them
   * @param permits how many permits each resource has, the gate of the policy {@code arbiter} included
   */
  static RiskFigures of(TraceEnd end, List<Traced> moves, long dropped, Policy policy, IntUnaryOperator permits) {
    Waiting waiting = Waiting.of(moves, policy, permits);
    List<Wait> waits = waiting.waits();
    return new RiskFigures(
        end,
        moves.stream().filter(move -> move.move() == Move.COMMIT).count(),
        moves.size(),
        dropped,
        moves.isEmpty() ? 0 : moves.getLast().nanos() - moves.getFirst().nanos(),
        NearMisses.of(waits),
        Circles.of(waiting.circles()),
        Fairness.of(moves, waits),
        Livelock.of(moves));
  }
}
