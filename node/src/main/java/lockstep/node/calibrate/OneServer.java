package lockstep.node.calibrate;

import lockstep.simulation.Draw;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;

/**
 * Tasks that do nothing but hold the one resource there is, for exponential times: a queue with one server, before which they arrive
 * under open load. Holds sleep, but for those that are too short for a timer, which spin, so that their times are exponential from 0 on.
 *
 * @param tasks how many
 * @param serviceNanos the mean of the holds
 */
record OneServer(long tasks, double serviceNanos) implements TaskModel {

  @Override
  public int resources() {
    return 1;
  }

  @Override
  public void plan(long i, Draw draw, Plan plan) {
    long nanos = holdNanos(draw);
    plan.exclusive(0).hold(sleeps(nanos) ? Pause.TIMER : Pause.SPIN, nanos);
  }

  /** The hold of a task; its only draw. */
  long holdNanos(Draw draw) {
    return Math.round(draw.exponential(serviceNanos));
  }

  static boolean sleeps(long nanos) {
    return nanos >= Plan.SHORTEST_TIMER_NANOS;
  }

  /** How many of the tasks sleep. */
  long timers(long seed) {
    Draw draw = new Draw();
    long timers = 0;
    for (long i = 0; i < tasks; i++) {
      draw.restart(seed, i);
      timers += sleeps(holdNanos(draw)) ? 1 : 0;
    }
    return timers;
  }
}
