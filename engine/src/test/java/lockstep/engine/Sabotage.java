package lockstep.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** What mutated engines do instead of what they should. Each takes what the call was made on, then its arguments. */
public final class Sabotage {

  /** The one task that some of them get wrong. */
  private static final long WRONG = 37;

  private static final ThreadLocal<AtomicLong> STAMPS = ThreadLocal.withInitial(AtomicLong::new);

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

  /** As if each thread counted for itself. */
  static long stampOfItsOwn(Trace trace) {
    return STAMPS.get().getAndIncrement();
  }

  /** Tells that a task of one need gives it back only when it has. */
  static void tellReleasesLate(Tracer tracer, Step step, int granted) {
    switch (step) {
      case RELEASE -> {}
      case DONE -> {
        tracer.comesTo(Step.RELEASE, 1);
        tracer.comesTo(Step.DONE, granted);
      }
      default -> tracer.comesTo(step, granted);
    }
  }

  public static long leaveOneOut(Assignment assignment, int worker, long i) {
    long next = assignment.nextTask(worker, i);
    return next == WRONG ? assignment.nextTask(worker, next) : next;
  }
}
