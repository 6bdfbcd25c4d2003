package lockstep.engine;

import lockstep.simulation.Mode;
import lockstep.simulation.Pause;

/**
 * Whether who owns a block of resources could perform a task at one go ({@link TaskMachine#isLocalTo}): all that is needed and put is
 * among them, and while something is held no timer is waited for, nor is the task busy while others could hold the same.
 */
final class Locality {

  private Locality() {}

  static boolean isLocal(PlannedTask task, int first, int size) {
    return isWithin(task, first, size)
        && !pausesWhileHolding(task, Pause.TIMER)
        && !(pausesWhileHolding(task, Pause.SPIN) && canBeShared(task));
  }

  private static boolean isWithin(PlannedTask task, int first, int size) {
    for (int need = 0; need < task.needs(); need++) {
      if (!contains(first, size, task.resource(need))) {
        return false;
      }
    }
    for (int n = 0; n < task.puts(); n++) {
      if (!contains(first, size, task.putResource(n))) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(int first, int size, int resource) {
    return resource >= first && resource - first < size;
  }

  /** The gap of a task with one need is never made. */
  private static boolean pausesWhileHolding(PlannedTask task, Pause how) {
    return (task.holdNanos() > 0 && task.pause(Step.HOLD) == how)
        || (task.gapNanos() > 0 && task.needs() > 1 && task.pause(Step.GAP) == how);
  }

  private static boolean canBeShared(PlannedTask task) {
    for (int need = 0; need < task.needs(); need++) {
      if (task.mode(need) == Mode.SHARED || task.mode(need) == Mode.PERMIT) {
        return true;
      }
    }
    return false;
  }
}
