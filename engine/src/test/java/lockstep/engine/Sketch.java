package lockstep.engine;

import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;
import lockstep.simulation.Cell;
import lockstep.simulation.Draw;
import lockstep.simulation.Held;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * A model put together from its parts, for tests. Each {@code with} returns a changed copy.
 *
 * @param name what a test prints
 */
public record Sketch(
    String name,
    long tasks,
    int resources,
    int words,
    int agents,
    boolean shares,
    IntUnaryOperator permitted,
    BiConsumer<Integer, Cell> initialiser,
    Planner planner,
    ToLongFunction<Task> computer,
    BiConsumer<Task, Held> updater)
    implements TaskModel {

  /** What {@link TaskModel#plan} does. */
  public interface Planner {
    void plan(long i, Draw draw, Plan plan);
  }

  /** Tasks that add one to the first word of all that they hold exclusively. */
  public static Sketch of(String name, long tasks, int resources, Planner planner) {
    return new Sketch(
        name, tasks, resources, 1, 0, false, r -> 1, (r, cell) -> {}, planner, task -> 0, Sketch::countExclusiveNeeds);
  }

  private static void countExclusiveNeeds(Task task, Held held) {
    for (int need = 0; need < task.needs(); need++) {
      switch (task.mode(need)) {
        case EXCLUSIVE -> held.add(need, 0, 1);
        case SHARED, PERMIT, TAKE -> {}
      }
    }
  }

  public Sketch withWords(int count) {
    return new Sketch(
        name, tasks, resources, count, agents, shares, permitted, initialiser, planner, computer, updater);
  }

  public Sketch withAgents(int count) {
    return new Sketch(
        name, tasks, resources, words, count, shares, permitted, initialiser, planner, computer, updater);
  }

  public Sketch sharing() {
    return new Sketch(
        name, tasks, resources, words, agents, true, permitted, initialiser, planner, computer, updater);
  }

  public Sketch withPermits(IntUnaryOperator permits) {
    return new Sketch(name, tasks, resources, words, agents, shares, permits, initialiser, planner, computer, updater);
  }

  public Sketch initialised(BiConsumer<Integer, Cell> first) {
    return new Sketch(name, tasks, resources, words, agents, shares, permitted, first, planner, computer, updater);
  }

  public Sketch computing(ToLongFunction<Task> work) {
    return new Sketch(name, tasks, resources, words, agents, shares, permitted, initialiser, planner, work, updater);
  }

  public Sketch updating(BiConsumer<Task, Held> change) {
    return new Sketch(name, tasks, resources, words, agents, shares, permitted, initialiser, planner, computer, change);
  }

  @Override
  public int permits(int resource) {
    return permitted.applyAsInt(resource);
  }

  @Override
  public void initialise(int resource, Cell cell) {
    initialiser.accept(resource, cell);
  }

  @Override
  public void plan(long i, Draw draw, Plan plan) {
    planner.plan(i, draw, plan);
  }

  @Override
  public long compute(Task task) {
    return computer.applyAsLong(task);
  }

  @Override
  public void update(Task task, Held held) {
    updater.accept(task, held);
  }

  @Override
  public String toString() {
    return name;
  }
}
