package lockstep.simulation;

/**
 * A fixed number of tasks that contend for resources in wall-clock time.
 *
 * <p>Each task runs through the same steps, of which its plan may leave out any: <i>think</i>, <i>await</i> (any number of timer
 * waits in a chain), <i>compute</i>, <i>ask</i> for each resource with a <i>gap</i> between one grant and the next request,
 * <i>hold</i>, <i>update</i>, release. All methods may be called by several threads at once, and must be pure in their arguments:
 * every engine performs the same tasks because {@link #plan} says so, not because it was told to.
 */
public non-sealed interface TaskModel extends Model {

  /** How many tasks there are, 1 or more. Their indices are {@code 0 .. tasks() - 1}. */
  long tasks();

  /** How many resources there are, 0 or more. Their ids are {@code 0 .. resources() - 1}. */
  int resources();

  /** Words of state for each resource, 0 to 64; the same for all resources. */
  default int words() {
    return 1;
  }

  /**
   * How many permits a resource has at first. Any other number than one makes it a counted resource, which has no state: a pool
   * of connections that tasks use with {@link Plan#permit}, or a store that they empty and fill with {@link Plan#take} and
   * {@link Plan#put}.
   */
  default int permits(int resource) {
    return 1;
  }

  /** Whether a resource is counted; to be overridden by a model that has a counted resource with one permit at first. */
  default boolean counted(int resource) {
    return permits(resource) != 1;
  }

  /** Whether any plan asks for {@link Plan#shared} access. Thread engines guard resources by read-write locks only then. */
  default boolean shares() {
    return false;
  }

  /**
   * How many tasks may be asking for resources at once, in the order of their plans, without any deadlock being possible: what the
   * gate of the policy {@code arbiter} lets in. One is safe for every model; say more only with a proof, and write it down. Five
   * philosophers can only deadlock when all five hold a fork, so four may ask.
   */
  default int safeAtOnce() {
    return 1;
  }

  /**
   * How many agents the tasks belong to; 0 when tasks are independent. With agents, task {@code i} belongs to agent
   * {@code i mod agents()}, and the tasks of one agent are performed in the order of their indices, one at a time.
   */
  default int agents() {
    return 0;
  }

  /**
   * Whether the updates of any two tasks commute: performed in either order, they leave the same state (adding does, assigning does
   * not). Then every engine must reach the same final state, and the digest covers it. When they do not, the final state depends on
   * the order in which tasks were granted their resources; the digest then covers the tasks alone, and a run shows instead that the
   * tasks were performed as if one after the other, in some order.
   */
  default boolean commutes() {
    return true;
  }

  /** Writes the first state of a resource that has state. Words not written are 0. */
  default void initialise(int resource, Cell cell) {}

  /**
   * How many workers the tasks need if there are more than one: as many as agents, when an agent that waits for something to be
   * {@linkplain Plan#put put} would keep another one, on the same worker, from putting it.
   */
  default int leastWorkers() {
    return 1;
  }

  /**
   * Says what task {@code i} does. A pure function of {@code i} and of {@code draw}, whose stream is keyed by seed and {@code i}.
   *
   * @param i the task's index
   * @param draw the task's random numbers
   * @param plan an empty plan, to be filled; valid in this call only
   */
  void plan(long i, Draw draw, Plan plan);

  /**
   * Does the task's real work, when its plan asks for it with {@link Plan#compute}. Runs before anything is held; a pure
   * function of the task.
   *
   * @return the result, which enters the digest
   */
  default long compute(Task task) {
    return 0;
  }

  /**
   * Changes the state of what is held. Runs once per task, while everything that the task asked for is held.
   *
   * <p>A pure function of the task and of the words that are held. The order in which tasks are granted a resource differs from run to
   * run, so unless {@link #commutes} says otherwise, updates of different tasks may not depend on it: add, do not assign.
   */
  default void update(Task task, Held held) {}

  /**
   * Checks what must hold of the final state, whatever the order of the tasks was. Runs on one thread after the last task.
   *
   * @param end the final state of all resources
   * @param tasks how many tasks were performed
   */
  default void verify(Cells end, long tasks, Findings out) {}
}
