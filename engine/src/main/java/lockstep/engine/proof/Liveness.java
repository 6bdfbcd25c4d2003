package lockstep.engine.proof;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a complete exploration says of those who never get on.
 *
 * <p>A worker is deadlocked in a state from which it can never make a step again, whatever the others do. A cycle is fair when every
 * worker, and every delivery of messages, that could always make a step makes one (weak fairness; Lamport, "Proving the correctness of
 * multiprocess programs", IEEE TSE 3(2), 1977): a strongly connected component has a fair cycle if and only if the one that goes through
 * all of it is fair.
 */
final class Liveness {

  private final Exploration graph;
  private final long all;
  private final long[] moving;
  private final Components whole;
  private final long[] enabled;

  /** Of a complete exploration. */
  Liveness(Exploration graph) {
    this.graph = graph;
    this.all = (1L << graph.machine().programs().size()) - 1;
    this.whole = new Components(graph, Components.NOBODY);
    this.moving = moving();
    this.enabled = enabled();
  }

  /** Of each component the workers that can make a step in it or later. */
  private long[] moving() {
    long[] moves = new long[whole.count()];
    // Components are closed before those that lead to them, so states are looked at by component: by a counting sort.
    int[] sorted = byComponent();
    for (int state : sorted) {
      for (int step = graph.first(state); step < graph.end(state); step++) {
        moves[whole.of(state)] |= 1L << graph.worker(step) | moves[whole.of(graph.target(step))];
      }
    }
    return moves;
  }

  private int[] byComponent() {
    int[] begins = new int[whole.count() + 1];
    for (int state = 0; state < graph.states(); state++) {
      begins[whole.of(state) + 1]++;
    }
    for (int c = 0; c < whole.count(); c++) {
      begins[c + 1] += begins[c];
    }
    int[] sorted = new int[graph.states()];
    for (int state = 0; state < graph.states(); state++) {
      sorted[begins[whole.of(state)]++] = state;
    }
    return sorted;
  }

  private long[] enabled() {
    long[] result = new long[graph.states()];
    long[] state = new long[graph.machine().words()];
    for (int number = 0; number < result.length; number++) {
      if (graph.machine().medium().sends()) {
        graph.get(number, state);
        result[number] = graph.machine().enabled(state);
      } else {
        for (int step = graph.first(number); step < graph.end(number); step++) {
          result[number] |= 1L << graph.group(step);
        }
      }
    }
    return result;
  }

  /** The groups that have a step from a state, as bits. */
  long enabled(int state) {
    return enabled[state];
  }

  /** The workers that are deadlocked in a state, as bits. */
  long deadlocked(int state) {
    return all & ~moving[whole.of(state)];
  }

  /** A state with deadlocked workers that takes the least steps to come to. */
  OptionalInt deadlock() {
    for (int state = 0; state < graph.states(); state++) {
      if (deadlocked(state) != 0) {
        return OptionalInt.of(state);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * A fair cycle.
   *
   * @param components in which it lies
   * @param start the state of its component that takes the least steps to come to
   * @param someoneCommits whether it must have a step in which a task ends
   */
  record Fair(Components components, int start, boolean someoneCommits) {}

  /** A fair cycle in which no task ends at all; null when there is none. */
  @Nullable Fair livelock() {
    return fair(new Components(graph, Components.ANYBODY), 0);
  }

  /** A fair cycle in which a worker ends no task, although it is not deadlocked, and others do; null when there is none. */
  @Nullable Fair starvation(int worker) {
    return fair(new Components(graph, worker), 1L << worker);
  }

  private @Nullable Fair fair(Components components, long starving) {
    long[] used = new long[components.count()];
    long[] always = new long[components.count()];
    long[] commits = new long[components.count()];
    Arrays.fill(always, -1L);
    for (int state = 0; state < graph.states(); state++) {
      int c = components.of(state);
      always[c] &= enabled[state];
      for (int step = graph.first(state); step < graph.end(state); step++) {
        if (components.isWithin(state, step)) {
          used[c] |= 1L << graph.group(step);
          commits[c] |= graph.commits(step) ? 1L << graph.worker(step) : 0;
        }
      }
    }
    for (int state = 0; state < graph.states(); state++) {
      int c = components.of(state);
      boolean asked = starving == 0 || (commits[c] != 0 && (deadlocked(state) & starving) == 0);
      if (used[c] != 0 && (always[c] & ~used[c]) == 0 && asked) {
        return new Fair(components, state, starving != 0);
      }
    }
    return null;
  }

  /** Whether the machine comes to a deadlock with certainty when a scheduler chooses all steps at random. */
  boolean isDeadlockCertain() {
    boolean[] leaves = new boolean[whole.count()];
    for (int state = 0; state < graph.states(); state++) {
      for (int step = graph.first(state); step < graph.end(state); step++) {
        leaves[whole.of(state)] |= whole.of(graph.target(step)) != whole.of(state);
      }
    }
    for (int state = 0; state < graph.states(); state++) {
      if (!leaves[whole.of(state)] && deadlocked(state) == 0) {
        return false;
      }
    }
    return true;
  }
}
