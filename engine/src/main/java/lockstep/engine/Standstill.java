package lockstep.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.engine.WorkerState.Claim;

/**
 * What all workers were doing when nothing went on, and whether they can never go on.
 *
 * @param workers the state of every worker
 * @param deadlocked those that wait for each other for ever, as a cycle where each waits for what the next one holds; empty when
 *     there is no deadlock
 */
public record Standstill(List<WorkerState> workers, List<WorkerState> deadlocked) {

  public Standstill {
    workers = List.copyOf(workers);
    deadlocked = List.copyOf(deadlocked);
  }

  /** Looks at the board of an assignment whose workers do not get on. */
  public static Standstill of(Assignment assignment) {
    PlannedTask task = new PlannedTask(assignment.model(), assignment.seed());
    List<WorkerState> workers =
        IntStream.range(0, assignment.workers()).mapToObj(worker -> state(worker, assignment, task)).toList();
    return of(workers, assignment.model()::permits);
  }

  /**
   * Finds the deadlock among workers. Nobody overtakes: a reader waits behind a writer that waits.
   *
   * @param workers the state of every worker
   * @param permits how many permits each resource has
   */
  static Standstill of(List<WorkerState> workers, IntUnaryOperator permits) {
    return new Standstill(workers, new Reduction(workers, permits, true).circle());
  }

  /** Whether some workers wait for each other for ever. */
  public boolean isDeadlock() {
    return !deadlocked.isEmpty();
  }

  /** Who waits for whom, in one line. */
  public String text() {
    if (isDeadlock()) {
      return IntStream.range(0, deadlocked.size())
          .mapToObj(n -> deadlocked.get(n).text() + ", held by worker " + deadlocked.get((n + 1) % deadlocked.size()).worker())
          .collect(Collectors.joining("; "));
    }
    Map<String, Long> doing =
        workers.stream().collect(Collectors.groupingBy(WorkerState::doing, TreeMap::new, Collectors.counting()));
    return doing.entrySet().stream()
        .map(entry -> entry.getValue() + " at " + entry.getKey())
        .collect(Collectors.joining(", ", "no cycle of waits; workers: ", ""));
  }

  private static WorkerState state(int worker, Assignment assignment, PlannedTask task) {
    return state(worker, assignment.board().position(worker), assignment, task);
  }

  /** What it means that a worker is at a position. */
  static WorkerState state(int worker, Board.Position position, Assignment assignment, PlannedTask task) {
    if (position.idle()) {
      Arrivals arrivals = assignment.arrivals();
      long arrivesIn = arrivals == null ? 0 : arrivals.longestGapNanos();
      return new WorkerState(worker, -1, -1, "idle", arrivesIn, List.of(), Optional.empty());
    }
    if (position.planning()) {
      return new WorkerState(worker, position.task(), -1, "plan", 0, List.of(), Optional.empty());
    }
    task.plan(position.task(), assignment.policy());
    List<Claim> asked = IntStream.range(0, task.needs()).mapToObj(n -> claim(task, n)).toList();
    int granted = Math.min(position.granted(), asked.size());
    Step step = position.step();
    return new WorkerState(
        worker,
        position.task(),
        task.agent(),
        step.name().toLowerCase(Locale.ROOT),
        task.declaredNanos(step),
        asked.subList(0, granted),
        step == Step.ASK && granted < asked.size() ? Optional.of(asked.get(granted)) : Optional.empty());
  }

  private static Claim claim(PlannedTask task, int n) {
    int need = task.ordered(n);
    return new Claim(task.resource(need), task.mode(need));
  }
}
