package lockstep.node.prove;

import lockstep.simulation.Cell;
import lockstep.simulation.Draw;
import lockstep.simulation.Held;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * The first tasks of a model: enough to see how engines perform them.
 *
 * @param tasks how many
 */
record Excerpt(TaskModel model, long tasks) implements TaskModel {

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
  public int leastWorkers() {
    return model.leastWorkers();
  }

  @Override
  public void initialise(int resource, Cell cell) {
    model.initialise(resource, cell);
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
