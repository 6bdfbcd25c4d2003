package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lockstep.engine.proof.Conclusion.Property;
import lockstep.engine.proof.Conclusion.Status;

/** Explores the machine of a workload, exhaustively where it fits, and concludes. */
public final class Prover {

  private static final String NOT_COVERED = "not in what was covered";

  private final Workload workload;
  private final LockOrder order;
  private final Medium medium;
  private final Limits limits;

  private Prover(Workload workload, LockOrder order, Medium medium, Limits limits) {
    this.workload = workload;
    this.order = order;
    this.medium = medium;
    this.limits = limits;
  }

  /**
   * Proves what it can of a workload.
   *
   * @param order of the plans that the workload was made of
   */
  public static Proof prove(Workload workload, LockOrder order, Medium medium, Limits limits) {
    Prover prover = new Prover(workload, order, medium, limits);
    try {
      return prover.prove();
    } catch (OutOfBounds e) {
      return prover.unknown(String.valueOf(e.getMessage()));
    }
  }

  private Proof prove() {
    if (!workload.complete() && workload.flows()) {
      return unknown("what is taken and put would not fit together in a choice of tasks");
    }
    Machine machine = new Machine(workload, medium, Machine.Grain.REDUCED);
    Exploration graph = Exploration.of(machine, limits);
    return graph.isComplete() ? explored(graph) : walked(graph);
  }

  private Proof unknown(String why) {
    List<Conclusion> conclusions = new ArrayList<>(List.of(byOrder(why)));
    conclusions.addAll(unknownCycles(why));
    return new Proof(
        workload.policy(), medium, workload.workers().size(), 0, 0, false, workload.coverage(), conclusions, List.of(), Optional.empty());
  }

  private Proof explored(Exploration graph) {
    Liveness liveness = new Liveness(graph);
    OptionalInt deadlock = deadlock(graph, liveness);
    List<Conclusion> conclusions = new ArrayList<>();
    List<Waits.Wait> waits = new ArrayList<>();
    if (deadlock.isPresent()) {
      List<long[]> way = way(graph, deadlock.getAsInt());
      waits.addAll(new Waits(graph.machine(), way.getLast()).cycle());
      int stuck = Long.bitCount(liveness.deadlocked(deadlock.getAsInt()));
      conclusions.add(deadlocked(graph.machine(), way, Math.max(stuck, waits.size())));
    } else {
      conclusions.add(workload.complete() ? nothing(Property.DEADLOCK) : byOrder(NOT_COVERED));
    }
    conclusions.addAll(workload.complete() ? cycles(graph, liveness) : unknownCycles("a choice of tasks, repeated, is not what workers do"));
    Optional<RandomChain.Mean> mean = deadlock.isPresent() && workload.complete() ? mean(graph, liveness) : Optional.empty();
    return new Proof(
        workload.policy(), medium, workload.workers().size(), graph.states(), graph.steps(), true, workload.coverage(), conclusions, waits, mean);
  }

  /** A deadlock with a cycle of waits that can be told, or else any. */
  private static OptionalInt deadlock(Exploration graph, Liveness liveness) {
    OptionalInt first = liveness.deadlock();
    long[] state = new long[graph.machine().words()];
    for (int number = first.orElse(graph.states()); number < graph.states(); number++) {
      if (liveness.deadlocked(number) != 0) {
        graph.get(number, state);
        if (!new Waits(graph.machine(), state).cycle().isEmpty()) {
          return OptionalInt.of(number);
        }
      }
    }
    return first;
  }

  private static Conclusion deadlocked(Machine machine, List<long[]> way, int workers) {
    List<Story.Line> story = Story.of(machine, way);
    String who = workers + " of " + machine.programs().size() + " workers wait for ever";
    return new Conclusion(Property.DEADLOCK, Status.PRESENT, who + ", after " + story.size() + " steps", story, story.size());
  }

  /** What was covered may be a part of all; the lock order is that of all tasks. */
  private Conclusion byOrder(String otherwise) {
    return order.isComplete() && order.cycles().isEmpty()
        ? Conclusion.without(Property.DEADLOCK, Status.ABSENT, "the lock order of all " + order.planned() + " tasks has no cycle")
        : Conclusion.without(Property.DEADLOCK, Status.UNKNOWN, otherwise);
  }

  private Conclusion nothing(Property property) {
    return workload.complete()
        ? Conclusion.without(property, Status.ABSENT, "proved for the abstract machine")
        : Conclusion.without(property, Status.UNKNOWN, NOT_COVERED);
  }

  private List<Conclusion> cycles(Exploration graph, Liveness liveness) {
    Conclusion livelock =
        Optional.ofNullable(liveness.livelock())
            .map(fair -> cycle(graph, liveness, fair, Property.LIVELOCK, "no task ever ends"))
            .orElseGet(() -> nothing(Property.LIVELOCK));
    return List.of(livelock, starvation(graph, liveness));
  }

  private static List<Conclusion> unknownCycles(String why) {
    return List.of(
        Conclusion.without(Property.LIVELOCK, Status.UNKNOWN, why), Conclusion.without(Property.STARVATION, Status.UNKNOWN, why));
  }

  private Conclusion starvation(Exploration graph, Liveness liveness) {
    for (int worker = 0; worker < workload.workers().size(); worker++) {
      Liveness.Fair fair = liveness.starvation(worker);
      if (fair != null) {
        return cycle(graph, liveness, fair, Property.STARVATION, "worker " + workload.workers().get(worker).number() + " never ends its task");
      }
    }
    return nothing(Property.STARVATION);
  }

  private static Conclusion cycle(Exploration graph, Liveness liveness, Liveness.Fair fair, Property property, String detail) {
    List<long[]> way = way(graph, fair.start());
    int before = way.size() - 1;
    for (int step : Lasso.of(graph, liveness, fair)) {
      way.add(state(graph, graph.target(step)));
    }
    return new Conclusion(property, Status.PRESENT, detail, Story.of(graph.machine(), way), before);
  }

  private static List<long[]> way(Exploration graph, int state) {
    List<long[]> way = new ArrayList<>();
    for (int at = state; at != 0; at = graph.parent(at)) {
      way.addFirst(state(graph, at));
    }
    way.addFirst(state(graph, 0));
    return way;
  }

  private static long[] state(Exploration graph, int number) {
    long[] state = new long[graph.machine().words()];
    graph.get(number, state);
    return state;
  }

  /** Of all steps: when some of them are left out, those that are left are not equally likely. */
  private Optional<RandomChain.Mean> mean(Exploration graph, Liveness liveness) {
    if (!medium.sends()) {
      return graph.states() <= limits.statesForMean() ? RandomChain.of(graph, liveness) : Optional.empty();
    }
    Exploration whole =
        Exploration.of(new Machine(workload, medium, Machine.Grain.MESSAGE), limits.withStates(limits.statesForMean()));
    return whole.isComplete() ? RandomChain.of(whole, new Liveness(whole)) : Optional.empty();
  }

  private Proof walked(Exploration graph) {
    Machine machine = graph.machine();
    RandomWalk walk = new RandomWalk(machine);
    List<long[]> way = new ArrayList<>();
    for (int state = 0; state < graph.explored() && way.isEmpty(); state++) {
      if (graph.first(state) == graph.end(state)) {
        way.addAll(way(graph, state));
      }
    }
    if (way.isEmpty()) {
      way.addAll(walk.deadlock(limits));
    }
    String covered =
        "all within " + graph.depth(graph.explored()) + " steps, and " + limits.walks() + " random walks of up to " + limits.steps()
            + " steps (seed " + limits.seed() + ")";
    List<Conclusion> conclusions = new ArrayList<>();
    List<Waits.Wait> waits = way.isEmpty() ? List.of() : new Waits(machine, way.getLast()).cycle();
    conclusions.add(
        way.isEmpty()
            ? byOrder(NOT_COVERED)
            : deadlocked(machine, way, waits.isEmpty() ? workload.workers().size() : waits.size()));
    conclusions.addAll(unknownCycles("too many states"));
    return new Proof(
        workload.policy(),
        medium,
        workload.workers().size(),
        graph.states(),
        graph.steps() + walk.steps(),
        false,
        workload.coverage() + "; of that " + covered,
        conclusions,
        waits,
        Optional.empty());
  }
}
