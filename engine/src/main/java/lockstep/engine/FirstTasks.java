package lockstep.engine;

import lockstep.simulation.Cell;
import lockstep.simulation.Draw;
import lockstep.simulation.Held;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * The first tasks of a model, for passes in which all of them would take too long or too much memory. They can be performed without the others,
 * since no task may need one with a higher index; the resources and what they hold at first are the same. What must hold in the end of all tasks need not hold
 * of a part of them, so nothing is verified.
 *
 * @param tasks how many; no more than the model has
 */
public record FirstTasks(TaskModel model, long tasks) implements TaskModel {

  public FirstTasks {
    if (tasks < 0 || tasks > model.tasks()) {
      throw new IllegalArgumentException("the first tasks must be in [0, " + model.tasks() + "], got " + tasks);
    }
  }

  /** The model itself when it has no more tasks than that, its first ones otherwise. */
  public static TaskModel atMost(TaskModel model, long tasks) {
    return model.tasks() > tasks ? new FirstTasks(model, tasks) : model;
  }

  @Override
  public int resources() {
    return model.resources();
  }

  @Override
  public int words() {
    return model.words();
  }

  @Override
  public int permits(int resource) {
    return model.permits(resource);
  }

  @Override
  public boolean counted(int resource) {
    return model.counted(resource);
  }

  @Override
  public boolean shares() {
    return model.shares();
  }

  @Override
  public int safeAtOnce() {
    return model.safeAtOnce();
  }

  @Override
  public int agents() {
    return model.agents();
  }

  @Override
  public boolean commutes() {
    return model.commutes();
  }

  @Override
  public void initialise(int resource, Cell cell) {
    model.initialise(resource, cell);
  }

  @Override
  public int leastWorkers() {
    return model.leastWorkers();
  }

  @Override
  public void plan(long i, Draw draw, Plan plan) {
    model.plan(i, draw, plan);
  }

  @Override
  public long compute(Task task) {
    return model.compute(task);
  }

  @Override
  public void update(Task task, Held held) {
    model.update(task, held);
  }
}
