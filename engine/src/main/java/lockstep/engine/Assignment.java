package lockstep.engine;

import java.util.Optional;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/**
 * The work that an engine is given: a model and how to coordinate it.
 *
 * <p>Every engine deals the tasks to its workers alike and beforehand, so that no engine pays for dealing them: worker
 * {@code w} performs the tasks {@code i = w (mod workers)} in order, or, in a model with agents, all tasks of the agents
 * {@code a = w (mod workers)} in the order of their indices (see {@link #nextTask}).
 *
 * <p>Only under open load, and in a model without agents, the next task to arrive is whose who is free to take it: see
 * {@link #sharesArrivals}.
 *
 * @param model what to perform
 * @param seed the seed of the model's random numbers
 * @param workers how many concurrent performers of tasks, 1 or more
 * @param coordination how workers get at resources
 * @param board where workers say what they are doing, with one slot for each worker
 * @param cancellation how the assignment is ended early
 * @param history where tasks say what they see; null, as for all that is measured, when nobody wants to know
 * @param trace where workers say what they do about resources; null in the same way
 * @param arrivals when tasks arrive, under open load; null when the load is closed: the next task of a worker is there when it is done
 *     with the one before
 * @param sampled whether some tasks have their times taken; false only to find out what that costs
 */
public record Assignment(
    TaskModel model,
    long seed,
    int workers,
    Coordination coordination,
    Board board,
    Cancellation cancellation,
    @Nullable History history,
    @Nullable Trace trace,
    @Nullable Arrivals arrivals,
    boolean sampled)
    implements Watched {

  public Assignment {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    if (workers > 1 && workers < model.leastWorkers()) {
      throw new IllegalArgumentException(
          "workers must be 1 or at least " + model.leastWorkers() + " for this model, got " + workers);
    }
    if (board.workers() < workers) {
      throw new IllegalArgumentException("the board has slots for " + board.workers() + " of " + workers + " workers");
    }
    if (trace != null && trace.workers() < workers) {
      throw new IllegalArgumentException("the trace has room for " + trace.workers() + " of " + workers + " workers");
    }
    if (arrivals != null && arrivals.tasks() != model.tasks()) {
      throw new IllegalArgumentException(arrivals.tasks() + " of " + model.tasks() + " tasks arrive");
    }
  }

  /** An assignment without a trace, under closed load. */
  public Assignment(
      TaskModel model,
      long seed,
      int workers,
      Coordination coordination,
      Board board,
      Cancellation cancellation,
      @Nullable History history) {
    this(model, seed, workers, coordination, board, cancellation, history, null, null, true);
  }

  /** An assignment without a history and a trace, under closed load. */
  public Assignment(
      TaskModel model, long seed, int workers, Coordination coordination, Board board, Cancellation cancellation) {
    this(model, seed, workers, coordination, board, cancellation, null, null, null, true);
  }

  /** An assignment with a board and a cancellation of its own. */
  public static Assignment of(TaskModel model, long seed, int workers, Coordination coordination) {
    return new Assignment(model, seed, workers, coordination, new Board(workers), new Cancellation());
  }

  /** The same, with a policy alone. */
  public static Assignment of(TaskModel model, long seed, int workers, Policy policy) {
    return of(model, seed, workers, Coordination.of(policy));
  }

  /** The same, traced. */
  public Assignment tracedBy(Trace other) {
    return new Assignment(model, seed, workers, coordination, board, cancellation, history, other, arrivals, sampled);
  }

  /** The same under open load. */
  public Assignment arrivingAt(Arrivals other) {
    return new Assignment(model, seed, workers, coordination, board, cancellation, history, trace, other, sampled);
  }

  /** The same without taking the times of any task. */
  public Assignment unsampled() {
    return new Assignment(model, seed, workers, coordination, board, cancellation, history, trace, arrivals, false);
  }

  /** How several resources are acquired. */
  public Policy policy() {
    return coordination.policy();
  }

  @Override
  public Standstill standstill() {
    return Standstill.of(this);
  }

  @Override
  public Optional<CircleSearch> circles() {
    return switch (policy()) {
      case UNORDERED, ARBITER -> Optional.of(new CircleSearch(this, model.shares()));
      case ORDERED, TRY_LOCK, TIMEOUT, DETECT, ALL_AT_ONCE, UNGUARDED -> Optional.empty();
    };
  }

  @Override
  public long detectionNanos() {
    return coordination.detectionNanos();
  }

  /** Ends its trace first, so that this remains a legal history. */
  @Override
  public void cancel() {
    if (trace != null) {
      trace.end();
    }
    cancellation.request();
  }

  /**
   * Whether the tasks are not dealt beforehand: workers take one after the other, in the order of their indices, each as soon as it is
   * free, and begin it when it has arrived. A worker that is late keeps nobody from beginning. Nobody waits for ever: a task needs none
   * with a higher index, so the lowest that is not done can go on.
   */
  public boolean sharesArrivals() {
    return arrivals != null && model.agents() == 0;
  }

  /** The first task of a worker, or {@code tasks()} or more when it has none. */
  public long firstTask(int worker) {
    return model.agents() > 0 && worker >= model.agents() ? model.tasks() : worker;
  }

  /** The task that a worker performs after task {@code i}, or {@code tasks()} or more when it has no more. */
  public long nextTask(int worker, long i) {
    int agents = model.agents();
    if (agents == 0) {
      return i + workers;
    }
    long turn = i - i % agents;
    long next = i + workers;
    return next < turn + agents ? next : turn + agents + worker;
  }
}
