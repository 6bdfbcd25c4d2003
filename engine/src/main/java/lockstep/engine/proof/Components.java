package lockstep.engine.proof;

import java.util.Arrays;

/**
 * The strongly connected components of an exploration: from each state of a component the machine can come to each other one of it
 * (Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2), 1972). They are numbered so that steps
 * between components lead to lower numbers.
 */
final class Components {

  /** Leaves out no steps. */
  static final int NOBODY = -1;

  /** Leaves out all steps in which a task ends. */
  static final int ANYBODY = -2;

  private static final int NOT_YET = -1;

  private final Exploration graph;
  private final int without;
  private final int[] component;

  /** First the order in which a state was met, then the least such number that it leads back to. */
  private final int[] lowest;

  private final int[] open;
  private int opened;
  private int count;

  /** The components without the steps in which tasks of a worker end. */
  Components(Exploration graph, int without) {
    this.graph = graph;
    this.without = without;
    this.component = new int[graph.states()];
    this.lowest = new int[graph.states()];
    this.open = new int[graph.states()];
    find();
  }

  /** The component of a state. */
  int of(int state) {
    return component[state];
  }

  int count() {
    return count;
  }

  /** Whether a step is not left out. */
  boolean has(int step) {
    return !graph.commits(step) || without == NOBODY || (without != ANYBODY && graph.worker(step) != without);
  }

  /** Whether a step stays within a component. */
  boolean isWithin(int state, int step) {
    return has(step) && component[state] == component[graph.target(step)];
  }

  private void find() {
    int[] met = new int[graph.states()];
    int[] path = new int[graph.states()];
    int[] next = new int[graph.states()];
    Arrays.fill(component, NOT_YET);
    int meetings = 0;
    for (int root = 0; root < graph.states(); root++) {
      if (met[root] != 0) {
        continue;
      }
      int depth = 0;
      path[0] = root;
      met[root] = ++meetings;
      meet(root, met[root], next);
      while (depth >= 0) {
        int state = path[depth];
        if (next[state] < graph.end(state)) {
          int step = next[state]++;
          int target = graph.target(step);
          if (has(step) && met[target] == 0) {
            path[++depth] = target;
            met[target] = ++meetings;
            meet(target, met[target], next);
          } else if (has(step) && component[target] == NOT_YET) {
            lowest[state] = Math.min(lowest[state], met[target]);
          }
        } else {
          if (lowest[state] == met[state]) {
            close(state);
          }
          depth--;
          if (depth >= 0) {
            lowest[path[depth]] = Math.min(lowest[path[depth]], lowest[state]);
          }
        }
      }
    }
  }

  private void meet(int state, int order, int[] next) {
    lowest[state] = order;
    next[state] = graph.first(state);
    open[opened++] = state;
  }

  private void close(int state) {
    int member;
    do {
      member = open[--opened];
      component[member] = count;
    } while (member != state);
    count++;
  }
}
