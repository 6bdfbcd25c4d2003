package lockstep.engine.proof;

/**
 * The states that a machine can come to, and the steps between them, breadth first: the numbers of states ascend with the number of
 * steps that it takes to come to them. Complete unless a limit was reached.
 */
final class Exploration implements Steps {

  private static final int WORKER = 0x3f;
  private static final int COMMITS = 0x40;
  private static final int GROUP_SHIFT = 8;

  /** What is kept of a state while it is analysed: six numbers, and five sets of workers or groups. */
  private static final int BYTES_TO_ANALYSE = 6 * Integer.BYTES + 5 * Long.BYTES;

  private final Machine machine;
  private final StateSet states;

  /** By which state each was found first. */
  private final Ints parents = new Ints();

  /** Where the steps from each state begin. */
  private final Ints begins = new Ints();

  private final Ints targets = new Ints();
  private final Ints labels = new Ints();
  private int explored;
  private boolean complete;

  private Exploration(Machine machine) {
    this.machine = machine;
    this.states = new StateSet(machine.words());
  }

  /** Explores a machine. */
  static Exploration of(Machine machine, Limits limits) {
    Exploration exploration = new Exploration(machine);
    exploration.explore(limits);
    return exploration;
  }

  private void explore(Limits limits) {
    long[] state = machine.first();
    states.add(state);
    parents.add(0);
    while (explored < states.size()) {
      if (states.size() > limits.states() || states.isFull() || bytes() > limits.bytes()) {
        begins.add(targets.size());
        return;
      }
      states.get(explored, state);
      begins.add(targets.size());
      machine.steps(state, this);
      explored++;
    }
    begins.add(targets.size());
    complete = true;
  }

  private long bytes() {
    return states.bytes() + parents.bytes() + begins.bytes() + targets.bytes() + labels.bytes() + (long) BYTES_TO_ANALYSE * states.size();
  }

  @Override
  public void step(Act act, int worker, int at, int group, boolean commits, long[] after) {
    int number = states.add(after);
    if (number >= 0) {
      parents.add(explored);
    }
    targets.add(number >= 0 ? number : ~number);
    labels.add(worker | (commits ? COMMITS : 0) | Math.min(group, Machine.MOST_GROUPS) << GROUP_SHIFT);
  }

  Machine machine() {
    return machine;
  }

  /** Whether every state was found and explored. */
  boolean isComplete() {
    return complete;
  }

  /** How many states were found; those from {@link #explored} on have no steps yet. */
  int states() {
    return states.size();
  }

  /** How many states had their steps made. */
  int explored() {
    return explored;
  }

  int steps() {
    return targets.size();
  }

  /** The first step from a state. */
  int first(int state) {
    return begins.get(state);
  }

  /** The step after the last from a state. */
  int end(int state) {
    return begins.get(state + 1);
  }

  int target(int step) {
    return targets.get(step);
  }

  int worker(int step) {
    return labels.get(step) & WORKER;
  }

  boolean commits(int step) {
    return (labels.get(step) & COMMITS) != 0;
  }

  int group(int step) {
    return labels.get(step) >>> GROUP_SHIFT;
  }

  int parent(int state) {
    return parents.get(state);
  }

  void get(int state, long[] into) {
    states.get(state, into);
  }

  /** How many steps the shortest way to a state has. */
  int depth(int state) {
    int depth = 0;
    for (int at = state; at != 0; at = parent(at)) {
      depth++;
    }
    return depth;
  }
}
