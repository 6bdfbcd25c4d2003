package lockstep.node.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.engine.WorkerState;
import lockstep.engine.WorkerState.Claim;
import lockstep.node.fork.ForkReport.Status;
import lockstep.simulation.Mode;

/**
 * A circle in which the workers of a deadlocked fork wait for each other: each of the resources is held by a worker that waits for the
 * next one. Counted resources are left out, as in the lock order of plans.
 *
 * @param resources the least one first
 * @param workers who holds them, in the same order
 * @param tasks for which of their tasks
 */
public record SeenCycle(List<Integer> resources, List<Integer> workers, List<Long> tasks) {

  /** So many circles of a fork are told at most. */
  static final int MOST = 16;

  public SeenCycle {
    resources = List.copyOf(resources);
    workers = List.copyOf(workers);
    tasks = List.copyOf(tasks);
  }

  /** Those of a fork; none unless it deadlocked. */
  public static List<SeenCycle> of(ForkResult fork) {
    return fork.status() == Status.DEADLOCK ? new Search(fork.workerStates()).found() : List.of();
  }

  /** From each worker, through those after it alone, so that no circle is found twice. */
  private static final class Search {

    private final List<WorkerState> workers;
    private final List<SeenCycle> found = new ArrayList<>();
    private final List<Integer> path = new ArrayList<>();

    Search(List<WorkerState> workers) {
      this.workers = workers;
    }

    List<SeenCycle> found() {
      for (int root = 0; root < workers.size(); root++) {
        path.add(root);
        extend();
        path.removeLast();
      }
      return List.copyOf(found);
    }

    private void extend() {
      int root = path.getFirst();
      WorkerState last = workers.get(path.getLast());
      for (int next = root; next < workers.size() && found.size() < MOST; next++) {
        if (!waitsFor(last, workers.get(next)) || path.getLast() == next) {
          continue;
        }
        if (next == root) {
          found.add(circle());
        } else if (!path.contains(next)) {
          path.add(next);
          extend();
          path.removeLast();
        }
      }
    }

    private static boolean waitsFor(WorkerState waiting, WorkerState holding) {
      return waiting.wants().filter(wanted -> holding.holds().stream().anyMatch(held -> excludes(held, wanted))).isPresent();
    }

    private static boolean excludes(Claim held, Claim wanted) {
      boolean counted = held.mode().isCounted() || wanted.mode().isCounted();
      return !counted && held.resource() == wanted.resource() && (held.mode() == Mode.EXCLUSIVE || wanted.mode() == Mode.EXCLUSIVE);
    }

    /** A worker of the path holds what the one before it waits for. */
    private SeenCycle circle() {
      List<WorkerState> members = new ArrayList<>(path.stream().map(workers::get).toList());
      List<Integer> held = new ArrayList<>(members.stream().map(worker -> worker.wants().orElseThrow().resource()).toList());
      Collections.rotate(held, 1);
      int least = held.indexOf(Collections.min(held));
      Collections.rotate(held, -least);
      Collections.rotate(members, -least);
      return new SeenCycle(held, members.stream().map(WorkerState::worker).toList(), members.stream().map(WorkerState::task).toList());
    }
  }
}
