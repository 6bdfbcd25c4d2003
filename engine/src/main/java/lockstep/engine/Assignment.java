package lockstep.engine;

import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/**
 * The work that an engine is given: a model and how to coordinate it.
 *
 * <p>Every engine deals the tasks to its workers alike and beforehand, so that no engine pays for dealing them: worker
 * {@code w} performs the tasks {@code i = w (mod workers)} in order, or, in a model with agents, all tasks of the agents
 * {@code a = w (mod workers)} in the order of their indices (see {@link #nextTask}).
 *
 * @param model what to perform
 * @param seed the seed of the model's random numbers
 * @param workers how many concurrent performers of tasks, 1 or more
 * @param coordination how workers get at resources
 * @param board where workers say what they are doing, with one slot for each worker
 * @param cancellation how the assignment is ended early
 * @param history where tasks say what they see; null, as for all that is measured, when nobody wants to know
 * @param trace where workers say what they do about resources; null in the same way
 */
public record Assignment(
    TaskModel model,
    long seed,
    int workers,
    Coordination coordination,
    Board board,
    Cancellation cancellation,
    @Nullable History history,
    @Nullable Trace trace)
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
  }

  /** An assignment without a trace. */
  public Assignment(
      TaskModel model,
      long seed,
      int workers,
      Coordination coordination,
      Board board,
      Cancellation cancellation,
      @Nullable History history) {
    this(model, seed, workers, coordination, board, cancellation, history, null);
  }

  /** An assignment without a history and a trace. */
  public Assignment(
      TaskModel model, long seed, int workers, Coordination coordination, Board board, Cancellation cancellation) {
    this(model, seed, workers, coordination, board, cancellation, null, null);
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
    return new Assignment(model, seed, workers, coordination, board, cancellation, history, other);
  }

  /** How several resources are acquired. */
  public Policy policy() {
    return coordination.policy();
  }

  @Override
  public Standstill standstill() {
    return Standstill.of(this);
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
