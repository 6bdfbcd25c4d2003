package lockstep.engine;

import java.util.Comparator;
import java.util.List;

/** Workers that wait for each other for ever: each for what the next one holds, the last for what the first one holds. */
public record Circle(List<WorkerState> workers) {

  public Circle {
    workers = List.copyOf(workers);
  }

  /**
   * Who breaks it by giving back all that it holds: the worker with the task of the highest index. That starves nobody: the lowest of all
   * tasks that are not done is never given up, so it gets on, and each task becomes the lowest in the end.
   */
  public WorkerState victim() {
    return workers.stream().max(Comparator.comparingLong(WorkerState::task)).orElseThrow();
  }
}
