package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A fair cycle, found step by step within one component: each group that could always make a step makes one, and it ends where it began. */
final class Lasso {

  private final Exploration graph;
  private final Liveness liveness;
  private final Liveness.Fair fair;
  private final List<Integer> cycle = new ArrayList<>();
  private int at;

  /** For groups that have had their chance on the way. */
  private long served;

  private Lasso(Exploration graph, Liveness liveness, Liveness.Fair fair) {
    this.graph = graph;
    this.liveness = liveness;
    this.fair = fair;
    this.at = fair.start();
    this.served = ~liveness.enabled(at);
  }

  /** The steps of a fair cycle from its start. */
  static List<Integer> of(Exploration graph, Liveness liveness, Liveness.Fair fair) {
    Lasso lasso = new Lasso(graph, liveness, fair);
    lasso.go();
    return lasso.cycle;
  }

  private void go() {
    if (fair.someoneCommits()) {
      walk(graph::commits);
    }
    for (int group = 0; group < graph.machine().groups(); group++) {
      long bit = 1L << group;
      if ((served & bit) == 0) {
        walk(step -> (served(step) & bit) != 0);
      }
    }
    if (cycle.isEmpty()) {
      walk(step -> true);
    }
    if (at != fair.start()) {
      walk(step -> graph.target(step) == fair.start());
    }
  }

  private long served(int step) {
    return 1L << graph.group(step) | ~liveness.enabled(graph.target(step));
  }

  /** Goes the shortest way, within the component, that ends with such a step. */
  private void walk(IntPredicate wanted) {
    int[] from = new int[graph.states()];
    Arrays.fill(from, -1);
    int[] queue = new int[graph.states()];
    int[] by = new int[graph.states()];
    int size = 0;
    queue[size++] = at;
    from[at] = at;
    for (int head = 0; head < size; head++) {
      int state = queue[head];
      for (int step = graph.first(state); step < graph.end(state); step++) {
        if (!fair.components().isWithin(state, step)) {
          continue;
        }
        if (wanted.test(step)) {
          append(state, step, from, by);
          return;
        }
        int target = graph.target(step);
        if (from[target] < 0) {
          from[target] = state;
          by[target] = step;
          queue[size++] = target;
        }
      }
    }
    throw new IllegalStateException("a component has no such step");
  }

  private void append(int state, int last, int[] from, int[] by) {
    List<Integer> way = new ArrayList<>(List.of(last));
    for (int s = state; s != at; s = from[s]) {
      way.addFirst(by[s]);
    }
    for (int step : way) {
      served |= served(step);
      cycle.add(step);
    }
    at = graph.target(last);
  }
}
