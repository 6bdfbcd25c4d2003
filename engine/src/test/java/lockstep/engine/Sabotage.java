package lockstep.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** What mutated engines do instead of what they should. Each takes what the call was made on, then its arguments. */
public final class Sabotage {

  /** The one task that some of them get wrong. */
  private static final long WRONG = 37;

  private Sabotage() {}

  public static void updateAllButOne(TaskModel model, Task task, Held held) {
    if (task.index() != WRONG) {
      model.update(task, held);
    }
  }

  public static void updateOneTwice(TaskModel model, Task task, Held held) {
    model.update(task, held);
    if (task.index() == WRONG) {
      model.update(task, held);
    }
  }

  public static long computeAllButOne(TaskModel model, Task task) {
    return task.index() == WRONG ? 0 : model.compute(task);
  }

  static long holdAllButOne(PlannedTask task) {
    return task.index() == WRONG ? 0 : task.holdNanos();
  }

  public static void spinAllButOne(TaskMachine machine) {
    if (machine.index() != WRONG) {
      machine.spin();
    }
  }

  public static void machineUpdatesAllButOne(TaskMachine machine) {
    if (machine.index() != WRONG) {
      machine.update();
    }
  }

  public static boolean pretendToLock(Lock lock) {
    return true;
  }

  public static boolean pretendToLock(Lock lock, long time, TimeUnit unit) {
    return true;
  }

  public static void doNotUnlock(Lock lock) {}

  static void doNotCount(HeldCells held, int need) {}

  static long forgetTheNeed(long hash, long need) {
    return hash;
  }

  static long fingerprintAllButOne(PlannedTask task) {
    return task.index() == WRONG ? 0 : task.fingerprint();
  }

  static Mode takeAllForReading(PlannedTask task, int need) {
    return Mode.SHARED;
  }

  public static boolean grantAnyway(GrantQueue<?> queue, int resource, Mode mode, int permits) {
    return true;
  }

  public static long leaveOneOut(Assignment assignment, int worker, long i) {
    long next = assignment.nextTask(worker, i);
    return next == WRONG ? assignment.nextTask(worker, next) : next;
  }
}
