package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds;
import lockstep.engine.TaskNeeds.Need;
import lockstep.simulation.TaskModel;

/**
 * Which resource is asked for while which other one is held, from the plans alone, and the cycles in that order: each is a deadlock
 * that could be (Havelund, "Using runtime analysis to guide model checking of Java programs", SPIN 2000). A cycle counts only when
 * its tasks can meet: they belong to different workers, they hold nothing in common that keeps them apart, and the gate of the policy
 * {@code arbiter} lets so many in. Counted resources are left out.
 */
public final class LockOrder {

  /** So many tasks are planned at most. */
  public static final int MOST_TASKS = 100_000;

  /** So many cycles are told at most. */
  public static final int MOST_CYCLES = 100;

  /** In how many ways a task can come from one resource to another, as far as it is looked at. */
  private static final int MOST_WAYS = 8;

  /** How many ways are kept of all tasks together. */
  private static final int MOST_WAYS_IN_ALL = 500_000;

  /** Cycles of more resources than that are not looked for. */
  static final int LONGEST = 256;

  /** How many times the search goes on from one resource to the next, at most. */
  private static final int MOST_SEARCH = 2_000_000;

  /** Cycles of so many resources are looked for before longer ones. */
  private static final int SHORT = 4;

  /**
   * A cycle: each of the resources is held by a task that asks for the next one.
   *
   * @param resources the least one first
   * @param workers who performs the tasks, in the same order
   * @param tasks one choice of them
   */
  public record Cycle(List<Integer> resources, List<Integer> workers, List<Long> tasks) {
    public Cycle {
      resources = List.copyOf(resources);
      workers = List.copyOf(workers);
      tasks = List.copyOf(tasks);
    }
  }

  private final Assignment assignment;
  private final SortedMap<Integer, SortedMap<Integer, List<Way>>> order = new TreeMap<>();
  private final List<Cycle> cycles = new ArrayList<>();
  private final int mostTasks;
  private long planned;
  private boolean leftOut;
  private int kept;
  private int searched;
  private boolean exhausted;

  private LockOrder(Assignment assignment, int mostTasks) {
    this.assignment = assignment;
    this.mostTasks = mostTasks;
  }

  /** The order of an assignment's plans, as its policy has tasks ask. */
  public static LockOrder of(Assignment assignment) {
    return of(assignment, MOST_TASKS);
  }

  /** The same, of so many tasks at most: then it proves less. */
  public static LockOrder of(Assignment assignment, int mostTasks) {
    LockOrder order = new LockOrder(assignment, mostTasks);
    if (holdsAndWaits(assignment.policy())) {
      order.plan();
      order.search();
      // The ways are many, and orders of many cells are kept at once.
      order.order.clear();
    }
    return order;
  }

  private static boolean holdsAndWaits(Policy policy) {
    return switch (policy) {
      case ORDERED, UNORDERED, ARBITER, DETECT -> true;
      case TRY_LOCK, TIMEOUT, ALL_AT_ONCE, UNGUARDED -> false;
    };
  }

  /** The cycles that were found, the short ones first; a set of resources in one order is one cycle, whoever takes part. */
  public List<Cycle> cycles() {
    return List.copyOf(cycles);
  }

  /** How many tasks were planned. */
  public long planned() {
    return planned;
  }

  /**
   * Whether there is nothing else: all tasks were planned, the search came to its end, and nothing was left out. Without any cycle,
   * it proves that no deadlock is possible (no circular wait).
   */
  public boolean isComplete() {
    return planned == assignment.model().tasks() && exhausted && !leftOut;
  }

  /** Of each worker of the first cycle the task that takes part. */
  Map<Integer, TaskNeeds> witnesses() {
    Map<Integer, TaskNeeds> witnesses = new HashMap<>();
    cycles.stream().findFirst().ifPresent(cycle -> {
      for (int n = 0; n < cycle.tasks().size(); n++) {
        witnesses.put(cycle.workers().get(n), TaskNeeds.of(assignment.model(), assignment.seed(), cycle.tasks().get(n), assignment.policy()));
      }
    });
    return witnesses;
  }

  private void plan() {
    TaskModel model = assignment.model();
    long[] next = IntStream.range(0, assignment.workers()).mapToLong(assignment::firstTask).toArray();
    boolean any = true;
    while (any) {
      any = false;
      for (int worker = 0; worker < next.length && planned < mostTasks; worker++) {
        if (next[worker] < model.tasks()) {
          add(worker, next[worker], TaskNeeds.of(model, assignment.seed(), next[worker], assignment.policy()));
          next[worker] = assignment.nextTask(worker, next[worker]);
          planned++;
          any = true;
        }
      }
    }
  }

  private void add(int worker, long task, TaskNeeds needs) {
    leftOut |= needs.flows();
    List<Need> asked = Way.ordered(needs);
    leftOut |= asked.size() < needs.needs().size();
    for (int wanted = 1; wanted < asked.size(); wanted++) {
      for (int held = 0; held < wanted; held++) {
        add(worker, task, asked, held, wanted);
      }
    }
  }

  private void add(int worker, long task, List<Need> asked, int held, int wanted) {
    List<Way> ways =
        order
            .computeIfAbsent(asked.get(held).resource(), r -> new TreeMap<>())
            .computeIfAbsent(asked.get(wanted).resource(), r -> new ArrayList<>());
    Way way = Way.of(worker, task, asked, held, wanted);
    boolean known = ways.stream().anyMatch(way::isLike);
    if (!known && ways.size() < MOST_WAYS && kept < MOST_WAYS_IN_ALL) {
      ways.add(way);
      kept++;
    } else if (!known) {
      leftOut = true;
    }
  }

  /** Each cycle is found from its least resource: short ones first, then all that are left. */
  private void search() {
    int longest = mostWorkers();
    Map<Integer, Integer> component = new StrongOrder(order).components();
    exhausted = longest <= LONGEST || largest(component) <= LONGEST;
    longest = Math.min(longest, LONGEST);
    for (int length = 2; length <= Math.min(SHORT, longest); length++) {
      search(component, length, length);
    }
    if (longest > SHORT) {
      search(component, SHORT + 1, longest);
    }
  }

  /** So many workers can hold something at once. */
  private int mostWorkers() {
    int most = assignment.policy() == Policy.ARBITER ? assignment.model().safeAtOnce() : Integer.MAX_VALUE;
    return Math.min(most, assignment.workers());
  }

  /** Whether a cycle is in the order, be it told or not: whether its tasks can hold and want its resources at the same time. */
  public boolean allows(Cycle cycle) {
    int length = cycle.resources().size();
    List<Way> taken = new ArrayList<>();
    for (int n = 0; n < length && holdsAndWaits(assignment.policy()) && length <= mostWorkers(); n++) {
      TaskNeeds needs = TaskNeeds.of(assignment.model(), assignment.seed(), cycle.tasks().get(n), assignment.policy());
      List<Need> asked = Way.ordered(needs);
      List<Integer> resources = asked.stream().map(Need::resource).toList();
      int held = resources.indexOf(cycle.resources().get(n));
      int wanted = resources.indexOf(cycle.resources().get((n + 1) % length));
      if (held >= 0 && held < wanted) {
        taken.add(Way.of(cycle.workers().get(n), cycle.tasks().get(n), asked, held, wanted));
      }
    }
    return taken.size() == length
        && IntStream.range(0, length)
            .allMatch(n -> taken.get(n).isKeptBy(taken.get((n + 1) % length)) && taken.subList(0, n).stream().noneMatch(taken.get(n)::isKeptApartFrom));
  }

  private static long largest(Map<Integer, Integer> component) {
    return component.values().stream().collect(Collectors.groupingBy(c -> c, Collectors.counting())).values().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private void search(Map<Integer, Integer> component, int least, int most) {
    for (int root : order.keySet()) {
      List<Integer> path = new ArrayList<>(List.of(root));
      extend(path, component, least, most);
    }
  }

  private void extend(List<Integer> path, Map<Integer, Integer> component, int least, int most) {
    int root = path.getFirst();
    for (int next : order.getOrDefault(path.getLast(), new TreeMap<>()).keySet()) {
      if (cycles.size() == MOST_CYCLES || searched == MOST_SEARCH) {
        exhausted = false;
        return;
      }
      searched++;
      if (next == root && path.size() >= least) {
        meeting(path).ifPresent(cycles::add);
      } else if (next > root && path.size() < most && Objects.equals(component.get(next), component.get(root)) && !path.contains(next)) {
        path.add(next);
        extend(path, component, least, most);
        path.removeLast();
      }
    }
  }

  /** Tasks of different workers that can hold and want the resources of a cycle at the same time. */
  private Optional<Cycle> meeting(List<Integer> resources) {
    List<Way> chosen = new ArrayList<>();
    return meets(resources, chosen)
        ? Optional.of(new Cycle(resources, chosen.stream().map(Way::worker).toList(), chosen.stream().map(Way::task).toList()))
        : Optional.empty();
  }

  private boolean meets(List<Integer> resources, List<Way> chosen) {
    int n = chosen.size();
    if (n == resources.size()) {
      return excludes(chosen.getLast(), chosen.getFirst());
    }
    for (Way way : ways(resources.get(n), resources.get((n + 1) % resources.size()))) {
      if (chosen.stream().noneMatch(way::isKeptApartFrom) && (n == 0 || excludes(chosen.getLast(), way))) {
        chosen.add(way);
        if (meets(resources, chosen)) {
          return true;
        }
        chosen.removeLast();
      }
    }
    return false;
  }

  private List<Way> ways(int held, int wanted) {
    return order.getOrDefault(held, new TreeMap<>()).getOrDefault(wanted, List.of());
  }

  /** Whether what one waits for is kept from it by the next. Of readers it may be kept all the same, by a writer who waits before them. */
  private boolean excludes(Way waiting, Way holding) {
    boolean excludes = waiting.isKeptBy(holding);
    leftOut |= !excludes;
    return excludes;
  }
}
