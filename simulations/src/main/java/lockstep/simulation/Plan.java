package lockstep.simulation;

/**
 * What one task will do: filled by {@link TaskModel#plan}. Every method returns this plan. The order of the calls
 * matters only for resources (the order of asking, which the policy {@code unordered} follows) and for timer waits.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a value outside its range; the run then ends with the task's index
 * and seed.
 */
public interface Plan {

  /** The most resources that one task can ask for. */
  int MOST_NEEDS = 64;

  /** The most arguments of one task. */
  int MOST_ARGUMENTS = 64;

  /** The most permits that one task can take of one resource. */
  int MOST_PERMITS = 1_000_000;

  /** The most timer waits of one task. */
  int MOST_AWAITS = 64;

  /** The shortest pause that a timer can be trusted with, in nanoseconds: 2 ms. */
  long SHORTEST_TIMER_NANOS = 2_000_000;

  /** The longest pause, in nanoseconds: one hour. */
  long LONGEST_PAUSE_NANOS = 3_600_000_000_000L;

  /** Asks for a resource alone, to read and to write. A task asks for a resource once at most. */
  Plan exclusive(int resource);

  /** Asks for a resource together with other readers, to read only. The model must declare {@link TaskModel#shares()}. */
  Plan shared(int resource);

  /** Asks for one permit of a counted resource; of a resource that is not counted, the same as {@link #exclusive}. */
  Plan permit(int resource);

  /**
   * Asks for one permit of a counted resource and uses it up: a wait for something that another task {@linkplain #put puts}
   * there, a message or a place in a buffer. A task takes before it asks for anything else, so that it holds nothing while it
   * waits for others to get on. Performed one after the other by their indices, tasks must never have to wait; and when every agent
   * has a worker of its own, each of them must get what it takes in the end (see {@link TaskModel#leastWorkers}).
   */
  default Plan take(int resource) {
    return take(resource, 1);
  }

  /**
   * Takes several permits at once, when that many are there: a wait for as many messages, or for all children of a task. Who asks
   * for the same resource later may have to wait behind it, even for fewer.
   *
   * @param permits how many, 1 or more; none of them is taken before all can be
   */
  Plan take(int resource, int permits);

  /** Adds one permit to a counted resource when the task ends. */
  Plan put(int resource);

  /** Gives the task a number to carry, for {@link TaskModel#compute} and {@link TaskModel#update}. Arguments not given are 0. */
  Plan arg(int index, long value);

  /** Pauses before anything else, holding nothing. */
  Plan think(Pause pause, long nanos);

  /** Adds one timer wait to the chain that follows thinking: each begins when the one before it has ended. */
  Plan await(long nanos);

  /** Pauses between one grant and the next request, holding what was granted. It decides how likely deadlock is. */
  Plan gap(Pause pause, long nanos);

  /** Pauses while everything is held, before the update. */
  Plan hold(Pause pause, long nanos);

  /**
   * Has {@link TaskModel#compute} called.
   *
   * @param units how much work it is, in units of the model's own, 1 or more; their sum is in the ledger
   */
  Plan compute(long units);
}
