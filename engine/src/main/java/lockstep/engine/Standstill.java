package lockstep.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.engine.WorkerState.Claim;
import lockstep.simulation.Mode;

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
   * Finds the deadlock among workers.
   *
   * @param workers the state of every worker
   * @param permits how many permits each resource has
   */
  static Standstill of(List<WorkerState> workers, IntUnaryOperator permits) {
    return new Standstill(workers, cycle(withoutHope(workers, permits)));
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
    Board.Position position = assignment.board().position(worker);
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

  /**
   * Graph reduction (Holt, "Some deadlock properties of computer systems", ACM Computing Surveys 4(3), 1972): takes away every
   * worker that can go on, with what it holds, until none can. What is left waits for itself.
   *
   * <p>Nobody overtakes: a reader that waits although only readers hold its resource waits behind a writer, and can go on only
   * when that writer could.
   */
  private static List<WorkerState> withoutHope(List<WorkerState> workers, IntUnaryOperator permits) {
    List<WorkerState> left = new ArrayList<>(workers);
    boolean reduced = true;
    while (reduced) {
      Map<Integer, List<Claim>> held = heldBy(left);
      Set<Integer> written = left.stream().flatMap(Standstill::waitingWriter).collect(Collectors.toSet());
      reduced =
          left.removeIf(
              worker ->
                  worker
                      .wants()
                      .map(
                          wanted ->
                              possible(wanted, held, permits)
                                  && !(wanted.mode() == Mode.SHARED && written.contains(wanted.resource())))
                      .orElse(true));
    }
    return left;
  }

  /** The resource that a worker waits to write. */
  private static Stream<Integer> waitingWriter(WorkerState worker) {
    return worker.wants().filter(wanted -> wanted.mode() == Mode.EXCLUSIVE).map(Claim::resource).stream();
  }

  private static Map<Integer, List<Claim>> heldBy(List<WorkerState> workers) {
    Map<Integer, List<Claim>> held = new HashMap<>();
    for (WorkerState worker : workers) {
      for (Claim claim : worker.holds()) {
        held.computeIfAbsent(claim.resource(), r -> new ArrayList<>()).add(claim);
      }
    }
    return held;
  }

  private static boolean possible(Claim wanted, Map<Integer, List<Claim>> held, IntUnaryOperator permits) {
    List<Claim> users = held.getOrDefault(wanted.resource(), List.of());
    if (wanted.mode() == Mode.TAKE) {
      // Somebody may still put one: a wait for that is no part of a cycle that can be told.
      return true;
    }
    return wanted.mode() == Mode.PERMIT
        ? users.size() < permits.applyAsInt(wanted.resource())
        : users.stream().noneMatch(wanted::excludes);
  }

  /** Follows the waits from the first hopeless worker until one comes again. */
  private static List<WorkerState> cycle(List<WorkerState> hopeless) {
    List<WorkerState> path = new ArrayList<>();
    Optional<WorkerState> at = hopeless.stream().findFirst();
    while (at.isPresent() && !path.contains(at.get())) {
      path.add(at.get());
      Claim wanted = at.get().wants().orElseThrow();
      at = hopeless.stream().filter(other -> holds(other, wanted)).findFirst();
    }
    return at.map(first -> path.subList(path.indexOf(first), path.size())).orElse(List.of());
  }

  private static boolean holds(WorkerState worker, Claim wanted) {
    return worker.holds().stream().anyMatch(claim -> claim.resource() == wanted.resource());
  }
}
