package lockstep.node.calibrate;

import lockstep.simulation.Draw;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;

/**
 * Tasks that all hold the one resource there is, for a while: a queue with one server, and as many customers as there are workers.
 *
 * @param tasks how many
 * @param hold how each passes the time while it holds
 * @param holdNanos at least so long
 * @param holdMeanNanos and longer by an exponential time with this mean; 0: no longer
 * @param thinkMeanNanos before it asks, each thinks for an exponential time with this mean; 0: not at all
 */
record OneLock(long tasks, Pause hold, long holdNanos, double holdMeanNanos, double thinkMeanNanos) implements TaskModel {

  @Override
  public int resources() {
    return 1;
  }

  @Override
  public void plan(long i, Draw draw, Plan plan) {
    plan.think(Pause.TIMER, thinkNanos(draw)).exclusive(0).hold(hold, holdNanos(draw));
  }

  /** Timers are trusted from 2 ms on: a shorter time becomes that or nothing, whichever is nearer. */
  long thinkNanos(Draw draw) {
    if (thinkMeanNanos == 0) {
      return 0;
    }
    long nanos = Math.round(draw.exponential(thinkMeanNanos));
    return nanos >= Plan.SHORTEST_TIMER_NANOS ? nanos : nanos >= Plan.SHORTEST_TIMER_NANOS / 2 ? Plan.SHORTEST_TIMER_NANOS : 0;
  }

  /** Drawn after the think time. */
  long holdNanos(Draw draw) {
    return holdNanos + (holdMeanNanos == 0 ? 0 : Math.round(draw.exponential(holdMeanNanos)));
  }
}
