package lockstep.simulation.skynet;

import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Plan;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/**
 * A full tree. Nodes are numbered level by level, from the root, 0; the inner ones come first. An inner node has two tasks, to spawn
 * its children and to join them, and a leaf has one.
 *
 * <p>Each inner node has three resources: the sum of what its children reported; permits to begin, which its spawning task puts
 * and each child takes one of; and permits for reports, which each child puts one of and its joining task takes all of at once. At
 * a million leaves that is a third of a million resources, two thirds of them counted, and no resource for a leaf.
 *
 * <p><b>No order of the tasks waits for ever.</b> Tasks are numbered as a single thread would call them, depth first: a node's
 * spawning task, all tasks of its first child, of its second, and so on, then its joining task. So a task takes only what tasks with
 * lower indices put. Look at the unfinished task with the lowest index. All below it are finished, so all that it takes has been put;
 * nobody else has it, since a node puts a permit to begin for each child, which takes one, and only one task takes its reports.
 * Whatever the number of workers, each performs its tasks in ascending order, so the one that has this task is at it. It waits for no
 * permit, then; and not for ever for a sum, either: who holds a sum has taken all its permits, and can wait for the sum of
 * another node only, its parent or its child, by one rule for all tasks under each policy, so that no waits go round in a circle. Hence it
 * ends, and so do all, one after the other.
 */
final class Tree implements TaskModel {

  private static final int SUM = 0;
  private static final int TO_BEGIN = 1;
  private static final int REPORTS = 2;
  private static final int KINDS = 3;

  /** Arguments of a task: what it reports, or has to find reported; and whether it joins. */
  private static final int NUMBER = 0;

  private static final int JOINS = 1;

  private static final String TOO_EARLY = "a parent adds up when all its children have reported";

  private final int leaves;
  private final int fanOut;
  private final int inner;
  private final long tasks;

  Tree(int leaves, int fanOut) {
    this.leaves = leaves;
    this.fanOut = fanOut;
    this.inner = (leaves - 1) / (fanOut - 1);
    this.tasks = leaves + 2L * inner;
  }

  @Override
  public long tasks() {
    return tasks;
  }

  @Override
  public int resources() {
    return Math.multiplyExact(KINDS, inner);
  }

  private static int resource(long node, int kind) {
    return (int) (KINDS * node) + kind;
  }

  @Override
  public boolean counted(int resource) {
    return resource % KINDS != SUM;
  }

  @Override
  public int permits(int resource) {
    return counted(resource) ? 0 : 1;
  }

  @Override
  public void plan(long i, Draw draw, Plan plan) {
    long node = 0;
    long size = tasks;
    long at = i;
    while (at > 0 && at < size - 1) {
      size = (size - 2) / fanOut;
      node = node * fanOut + 1 + (at - 1) / size;
      at = (at - 1) % size;
    }
    if (node >= inner) {
      report(node, plan);
    } else if (at == 0) {
      spawn(node, plan);
    } else {
      join(node, size, plan);
    }
  }

  private long parent(long node) {
    return (node - 1) / fanOut;
  }

  private void report(long leaf, Plan plan) {
    plan.take(resource(parent(leaf), TO_BEGIN))
        .exclusive(resource(parent(leaf), SUM))
        .put(resource(parent(leaf), REPORTS))
        .arg(NUMBER, leaf - inner);
  }

  private void spawn(long node, Plan plan) {
    if (node > 0) {
      plan.take(resource(parent(node), TO_BEGIN));
    }
    for (int child = 0; child < fanOut; child++) {
      plan.put(resource(node, TO_BEGIN));
    }
  }

  private void join(long node, long size, Plan plan) {
    plan.take(resource(node, REPORTS), fanOut)
        .exclusive(resource(node, SUM))
        .arg(NUMBER, expected(node, size))
        .arg(JOINS, 1);
    if (node > 0) {
      plan.exclusive(resource(parent(node), SUM)).put(resource(parent(node), REPORTS));
    }
  }

  /**
   * The sum of the numbers of all leaves below a node.
   *
   * @param size how many tasks the node and all below it have
   */
  private long expected(long node, long size) {
    // A tree of l leaves has l + 2 (l - 1) / (f - 1) tasks.
    long below = (size * (fanOut - 1) + 2) / (fanOut + 1);
    long first = node;
    while (first < inner) {
      first = first * fanOut + 1;
    }
    first -= inner;
    return below * first + below * (below - 1) / 2;
  }

  /** A leaf adds its number to its parent's sum; a node that joins adds its own, or keeps it when it has no parent. */
  @Override
  public void update(Task task, Held held) {
    if (task.needs() < 2) {
      return;
    }
    long reported = task.arg(NUMBER);
    if (task.arg(JOINS) == 0) {
      held.add(1, 0, reported);
      return;
    }
    held.check(TOO_EARLY, held.get(1, 0) == reported);
    if (task.needs() == 3) {
      held.add(2, 0, held.get(1, 0));
    }
  }

  @Override
  public void verify(Cells end, long tasks, Findings out) {
    out.equal("the root's sum", (long) leaves * (leaves - 1) / 2, end.get(resource(0, SUM), 0));
  }
}
