package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds;
import lockstep.engine.TaskNeeds.Need;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * What each worker does for ever: a cycle of tasks. Where the tasks that a worker is dealt repeat themselves, the cycle is their
 * period, so that what holds of it holds of any number of tasks. Where they do not, it is a choice of them, and the workload is not
 * complete.
 *
 * @param policy the order in which they ask
 * @param workers those that have tasks
 * @param resources those that are asked for, ascending; needs of the cycles are places in this list
 * @param permits how many permits each of them has at first
 * @param safeAtOnce how many tasks the gate of the policy {@code arbiter} lets in
 * @param complete whether the cycles are all that the workers do
 * @param coverage what is covered, without a full stop
 */
public record Workload(
    Policy policy,
    List<Worker> workers,
    List<Integer> resources,
    List<Integer> permits,
    int safeAtOnce,
    boolean complete,
    String coverage) {

  /** The longest period that is looked for. */
  static final int LONGEST_PERIOD = 16;

  /** Of each worker so many tasks are planned to see whether they repeat. */
  static final int LOOKED_AT = 2048;

  /**
   * A worker.
   *
   * @param number in the assignment
   * @param cycle what its tasks need, one after the other
   */
  public record Worker(int number, List<TaskNeeds> cycle) {
    public Worker {
      cycle = List.copyOf(cycle);
    }
  }

  public Workload {
    workers = List.copyOf(workers);
    resources = List.copyOf(resources);
    permits = List.copyOf(permits);
  }

  /** The workload of an assignment; of workers whose tasks do not repeat, the tasks that {@code order} finds most dangerous. */
  public static Workload of(Assignment assignment, LockOrder order) {
    TaskModel model = assignment.model();
    List<Integer> busy =
        IntStream.range(0, assignment.workers()).filter(w -> assignment.firstTask(w) < model.tasks()).boxed().toList();
    // Of more workers than the machine takes there is nothing to find out.
    int most = busy.size() > Machine.MOST_WORKERS ? 1 : LOOKED_AT;
    List<List<TaskNeeds>> first = busy.stream().map(w -> first(assignment, w, most)).toList();
    List<Integer> periods = first.stream().map(Workload::period).toList();
    boolean complete = periods.stream().allMatch(period -> period <= LONGEST_PERIOD);
    Map<Integer, TaskNeeds> dangerous = complete ? Map.of() : order.witnesses();
    List<Worker> workers = new ArrayList<>();
    for (int n = 0; n < busy.size(); n++) {
      int worker = busy.get(n);
      List<TaskNeeds> cycle =
          complete ? first.get(n).subList(0, periods.get(n)) : List.of(dangerous.getOrDefault(worker, first.get(n).getFirst()));
      workers.add(new Worker(worker, cycle));
    }
    return of(assignment, workers, complete, coverage(first, complete, dangerous.isEmpty()));
  }

  /** A workload of given cycles, whose resources are those of the model. */
  static Workload of(Assignment assignment, List<Worker> workers, boolean complete, String coverage) {
    TreeSet<Integer> used = new TreeSet<>();
    workers.forEach(worker -> worker.cycle().forEach(task -> addResources(task, used)));
    List<Integer> resources = List.copyOf(used);
    Map<Integer, Integer> place = new HashMap<>();
    resources.forEach(resource -> place.put(resource, place.size()));
    return new Workload(
        assignment.policy(),
        workers.stream().map(worker -> new Worker(worker.number(), worker.cycle().stream().map(t -> placed(t, place)).toList())).toList(),
        resources,
        resources.stream().map(assignment.model()::permits).toList(),
        assignment.model().safeAtOnce(),
        complete,
        coverage);
  }

  /** The same with another number of tasks inside the gate. */
  public Workload letsIn(int tasks) {
    return new Workload(policy, workers, resources, permits, tasks, complete, coverage);
  }

  /** Whether permits are used up or added by any task. */
  boolean flows() {
    return workers.stream().anyMatch(worker -> worker.cycle().stream().anyMatch(TaskNeeds::flows));
  }

  private static List<TaskNeeds> first(Assignment assignment, int worker, int most) {
    List<TaskNeeds> tasks = new ArrayList<>();
    TaskModel model = assignment.model();
    for (long i = assignment.firstTask(worker); i < model.tasks() && tasks.size() < most; i = assignment.nextTask(worker, i)) {
      tasks.add(TaskNeeds.of(model, assignment.seed(), i, assignment.policy()));
    }
    return tasks;
  }

  /** After how many tasks they repeat, or {@link Integer#MAX_VALUE}. */
  private static int period(List<TaskNeeds> tasks) {
    return IntStream.rangeClosed(1, Math.min(LONGEST_PERIOD, tasks.size()))
        .filter(period -> IntStream.range(period, tasks.size()).allMatch(i -> tasks.get(i).equals(tasks.get(i - period))))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  private static String coverage(List<List<TaskNeeds>> first, boolean complete, boolean harmless) {
    long looked = first.stream().mapToLong(List::size).max().orElse(0);
    if (complete) {
      return looked < LOOKED_AT ? "all tasks of every worker, repeated for ever" : "every worker's tasks, which repeat (looked at " + LOOKED_AT + ")";
    }
    return harmless
        ? "one task of every worker, the first, repeated for ever"
        : "one task of every worker, repeated for ever: those of a predicted cycle";
  }

  private static void addResources(TaskNeeds task, TreeSet<Integer> used) {
    task.needs().forEach(need -> used.add(need.resource()));
    used.addAll(task.puts());
  }

  private static TaskNeeds placed(TaskNeeds task, Map<Integer, Integer> place) {
    return new TaskNeeds(
        task.needs().stream().map(need -> new Need(place.getOrDefault(need.resource(), -1), need.mode(), need.permits())).toList(),
        task.puts().stream().map(put -> place.getOrDefault(put, -1)).toList());
  }

  /** The name of a resource by its place; the one after the last is the gate. */
  String name(int resource) {
    return resource == resources.size() ? "the gate" : Integer.toString(resources.get(resource));
  }

  /** The need that stands for the gate. */
  Need gate() {
    return new Need(resources.size(), Mode.PERMIT, 1);
  }

  /** How many permits a resource has at first; the one after the last is the gate. */
  int permits(int resource) {
    return resource == resources.size() ? safeAtOnce : permits.get(resource);
  }
}
