package lockstep.engine;

import java.util.Arrays;

/**
 * Which tasks come before which, as the versions say that they saw (Adya, "Weak consistency", 1999, section 3): the task that made a
 * version comes before those that saw it, and these come before the one that made the next version. The tasks of one agent come in
 * their order. Counted resources have no state, and order nothing.
 *
 * <p>Takes 4 bytes for each resource, at most 8 for each access, and 26 for each task. Used by one thread.
 */
final class Precedence {

  private static final int NOBODY = -1;

  private final History history;
  private final int agents;

  /** {@code [resource + 1]}: where the makers of a resource's versions begin in {@link #makers}, and where they end. */
  private final int[] firstMaker;

  /** The task that made version {@code v + 1} of a resource, at {@code firstMaker[resource] + v}. */
  private final int[] makers;

  /** {@code [task + 1]}: where the tasks that come just before a task begin in {@link #before}, and where they end. */
  private final int[] firstBefore;

  private final int[] before;

  /**
   * @param history in which each task was performed
   * @param agents of the model
   * @throws NotSerialisable when versions are told that cannot be
   */
  Precedence(History history, int resources, int agents) throws NotSerialisable {
    this.history = history;
    this.agents = agents;
    this.firstMaker = new int[resources + 1];
    int[] edges = new int[history.tasks() + 1];
    this.makers = makers();
    this.firstBefore = edges;
    visitEdges((task, earlier) -> edges[task + 1]++);
    Arrays.parallelPrefix(edges, Integer::sum);
    this.before = new int[edges[history.tasks()]];
    int[] next = Arrays.copyOf(edges, history.tasks());
    visitEdges((task, earlier) -> before[next[task]++] = earlier);
  }

  private interface Edge {
    void visit(int task, int earlier);
  }

  private interface Access {
    void visit(int task, int access) throws NotSerialisable;
  }

  private void visitAccesses(Access visitor) throws NotSerialisable {
    for (int task = 0; task < history.tasks(); task++) {
      for (int access = 0; access < history.accesses(task); access++) {
        visitor.visit(task, access);
      }
    }
  }

  private int[] makers() throws NotSerialisable {
    visitAccesses(
        (task, access) -> firstMaker[history.resource(task, access) + 1] += history.writes(task, access) ? 1 : 0);
    Arrays.parallelPrefix(firstMaker, Integer::sum);
    int[] found = new int[firstMaker[firstMaker.length - 1]];
    Arrays.fill(found, NOBODY);
    visitAccesses((task, access) -> enter(found, task, access));
    return found;
  }

  private void enter(int[] found, int task, int access) throws NotSerialisable {
    int resource = history.resource(task, access);
    long version = history.version(task, access);
    boolean writes = history.writes(task, access);
    long last = firstMaker[resource + 1] - firstMaker[resource] - (writes ? 1L : 0L);
    if (version < 0 || version > last) {
      throw new NotSerialisable(
          1, "task " + task + " saw version " + version + " of resource " + resource + ", which can be at most " + last);
    }
    if (writes) {
      int slot = firstMaker[resource] + (int) version;
      if (found[slot] != NOBODY) {
        throw new NotSerialisable(
            2, "tasks " + found[slot] + " and " + task + " both saw version " + version + " of resource " + resource + " and changed it");
      }
      found[slot] = task;
    }
  }

  private void visitEdges(Edge visitor) throws NotSerialisable {
    visitAccesses(
        (task, access) -> {
          int slot = firstMaker[history.resource(task, access)] + (int) history.version(task, access);
          if (history.version(task, access) > 0) {
            visitor.visit(task, makers[slot - 1]);
          }
          if (!history.writes(task, access) && slot < firstMaker[history.resource(task, access) + 1]) {
            visitor.visit(makers[slot], task);
          }
        });
    for (int task = agents; agents > 0 && task < history.tasks(); task++) {
      visitor.visit(task, task - agents);
    }
  }

  /**
   * All tasks, each after those that come before it.
   *
   * @throws NotSerialisable when some come before themselves
   */
  int[] order() throws NotSerialisable {
    return new Descent().order();
  }

  /** A depth-first search that goes from each task to those before it, and writes it down when all of these are. */
  private final class Descent {
    private final int[] next = Arrays.copyOf(firstBefore, history.tasks());
    private final int[] path = new int[history.tasks()];
    private final boolean[] onPath = new boolean[history.tasks()];
    private final boolean[] written = new boolean[history.tasks()];
    private final int[] order = new int[history.tasks()];
    private int length;
    private int ordered;

    int[] order() throws NotSerialisable {
      for (int task = 0; task < history.tasks(); task++) {
        if (!written[task]) {
          descend(task);
        }
        while (length > 0) {
          proceed(path[length - 1]);
        }
      }
      return order;
    }

    private void descend(int task) throws NotSerialisable {
      if (onPath[task]) {
        throw cycle(task);
      }
      onPath[task] = true;
      path[length++] = task;
    }

    private void proceed(int task) throws NotSerialisable {
      if (next[task] == firstBefore[task + 1]) {
        length--;
        onPath[task] = false;
        written[task] = true;
        order[ordered++] = task;
        return;
      }
      int earlier = before[next[task]++];
      if (!written[earlier]) {
        descend(earlier);
      }
    }

    private NotSerialisable cycle(int task) {
      int begin = length - 1;
      while (path[begin] != task) {
        begin--;
      }
      return NotSerialisable.cycle(Arrays.copyOfRange(path, begin, length));
    }
  }
}
