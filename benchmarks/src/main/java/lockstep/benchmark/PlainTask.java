package lockstep.benchmark;

import lockstep.simulation.Draw;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.TaskModel;

/**
 * A task as a hand-written program would have it: the resources that it needs and one argument, read from the same plan as the
 * engines read. It checks nothing.
 */
final class PlainTask implements Plan {

  private final TaskModel model;
  private final long seed;
  private final Draw draw = new Draw();

  /** The first and the second resource, in the order of asking; equal when there is one only. */
  int first;

  int second;
  int needs;
  long argument;

  PlainTask(TaskModel model, long seed) {
    this.model = model;
    this.seed = seed;
  }

  /** Has the model plan task {@code i}. */
  void plan(long i) {
    needs = 0;
    draw.restart(seed, i);
    model.plan(i, draw, this);
  }

  @Override
  public Plan exclusive(int resource) {
    if (needs++ == 0) {
      first = resource;
    }
    second = resource;
    return this;
  }

  @Override
  public Plan shared(int resource) {
    return exclusive(resource);
  }

  @Override
  public Plan permit(int resource) {
    return exclusive(resource);
  }

  @Override
  public Plan take(int resource, int permits) {
    return exclusive(resource);
  }

  @Override
  public Plan put(int resource) {
    return this;
  }

  @Override
  public Plan arg(int index, long value) {
    argument = value;
    return this;
  }

  @Override
  public Plan think(Pause pause, long nanos) {
    return this;
  }

  @Override
  public Plan await(long nanos) {
    return this;
  }

  @Override
  public Plan gap(Pause pause, long nanos) {
    return this;
  }

  @Override
  public Plan hold(Pause pause, long nanos) {
    return this;
  }

  @Override
  public Plan compute(long units) {
    return this;
  }
}
