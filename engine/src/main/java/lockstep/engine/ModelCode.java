package lockstep.engine;

import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/** Runs the model's code for the task of one worker, and keeps account of it. Used by one thread at a time. */
final class ModelCode {

  private final TaskModel model;
  private final long seed;
  private final @Nullable History history;
  private final PlannedTask task;
  private final HeldCells held;
  private final Account account;

  ModelCode(Assignment assignment, PlannedTask task, HeldCells held, Account account) {
    this.model = assignment.model();
    this.seed = assignment.seed();
    this.history = assignment.history();
    this.task = task;
    this.held = held;
    this.account = account;
  }

  void compute() {
    try {
      task.computed(model.compute(task));
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(task.index(), seed, "compute", e);
    }
    account.computeUnits += task.units();
  }

  void update() {
    if (history != null) {
      history.sees(task, held);
    }
    try {
      model.update(task, held);
    } catch (RuntimeException | Error e) {
      throw new ModelFailure(task.index(), seed, "update", e);
    }
    for (int need = 0; need < task.needs(); need++) {
      if (held.changed(need)) {
        account.brokenHolds++;
      }
      if (task.mode(need) == Mode.EXCLUSIVE) {
        held.countUpdate(need);
        account.writes++;
      } else {
        account.usedWithoutUpdate(task.mode(need), task.permits(need));
      }
    }
  }
}
