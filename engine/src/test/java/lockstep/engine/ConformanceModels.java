package lockstep.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import lockstep.simulation.Draw;
import lockstep.simulation.Held;
import lockstep.simulation.Mode;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** The models that every engine has to perform alike. Some of them throw when an engine gives a task what it may not have. */
final class ConformanceModels {

  static final long TIMER = Plan.SHORTEST_TIMER_NANOS;

  /**
   * A model.
   *
   * @param ordersItself whether its plans ask in such an order that even the policy {@code unordered} cannot deadlock
   */
  record Case(String name, TaskModel model, boolean ordersItself) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ConformanceModels() {}

  static List<Case> all() {
    return Stream.concat(builtIn(), Stream.concat(ordinary(), edges())).toList();
  }

  private static Stream<Case> builtIn() {
    return Stream.of(
        new Case("counter", simulation("counter", Map.of("increments", "2000")), true),
        new Case("counter, held", simulation("counter", Map.of("increments", "300", "hold", "5us")), true),
        new Case(
            "bank", simulation("bank", Map.of("accounts", "10", "transfers", "1000", "skew", ".99", "per-transfer", "5")), false),
        new Case(
            "bank, slow", simulation("bank", Map.of("accounts", "4", "transfers", "200", "gap", "2us", "hold", "3us")), false),
        new Case("bank, wide", simulation("bank", Map.of("accounts", "2500", "transfers", "500", "per-transfer", "16")), false),
        new Case("philosophers", simulation("philosophers", Map.of("seats", "5", "meals", "100")), false),
        new Case(
            "philosophers, timers",
            simulation(
                "philosophers",
                Map.of("seats", "3", "meals", "2", "think", "2ms", "gap", "2ms", "eat", "2ms", "pause", "timer")),
            false),
        new Case("requests", simulation("requests", Map.of("requests", "8", "waits", "2", "delay", "2ms")), true),
        new Case("compute", simulation("compute", Map.of("queens", "6")), true),
        new Case("dictionary", simulation("dictionary", Map.of("clients", "5", "operations", "40", "entries", "2")), true),
        new Case("pool", simulation("pool", Map.of("connections", "2", "queries", "20", "query", "2ms")), true),
        new Case("ring", simulation("ring", Map.of("agents", "5", "hops", "63")), true),
        new Case("ping-pong", simulation("ping-pong", Map.of("pings", "40")), true),
        new Case("skynet", simulation("skynet", Map.of("leaves", "1000")), true),
        new Case("skynet, deep", simulation("skynet", Map.of("leaves", "64", "fan-out", "2")), true),
        new Case("big", simulation("big", Map.of("agents", "6", "pings", "30")), true),
        new Case(
            "bounded-buffer", simulation("bounded-buffer", Map.of("pairs", "3", "items", "20", "places", "4")), true));
  }

  /** Models whose final state depends on the order of their tasks. */
  static List<Case> notCommuting() {
    return Stream.concat(
            Stream.of(
                new Case("bank that declines", declining("10", "1000", Map.of("skew", ".99", "per-transfer", "5")), false),
                new Case("bank that declines, slow", declining("4", "300", Map.of("gap", "2us", "hold", "3us")), false),
                new Case("bank that declines, wide", declining("2500", "500", Map.of("per-transfer", "16")), false)),
            Stream.of(
                ordered(
                    Sketch.of("appends", 1500, 3, (i, draw, plan) -> plan.exclusive(draw.below(3)))
                        .withWords(2).updating(ConformanceModels::append)),
                ordered(
                    Sketch.of("copies one to the next", 600, 4, (i, draw, plan) -> readOneWriteTheNext(draw, plan))
                        .sharing().initialised((r, cell) -> cell.set(0, r)).updating(ConformanceModels::append)),
                ordered(
                    Sketch.of("reads all, or appends", 400, 6, ConformanceModels::readAllOrWriteTwo)
                        .sharing().updating(ConformanceModels::append)),
                ordered(
                    Sketch.of("agents that append", 500, 6, (i, draw, plan) -> plan.exclusive((int) (i % 5)).exclusive(5))
                        .withAgents(5).updating(ConformanceModels::append)),
                ordered(
                    Sketch.of("appends with permits", 400, 4, (i, draw, plan) -> plan.take(3).exclusive(0).permit(2).put(3))
                        .withPermits(r -> r < 2 ? 1 : 3).updating(ConformanceModels::append))))
        .toList();
  }

  private static TaskModel declining(String accounts, String transfers, Map<String, String> more) {
    Map<String, String> values =
        new HashMap<>(Map.of("accounts", accounts, "transfers", transfers, "opening", "400", "overdraft", "declined"));
    values.putAll(more);
    return simulation("bank", values);
  }

  private static void readAllOrWriteTwo(long i, Draw draw, Plan plan) {
    if (i % 3 == 0) {
      int first = draw.below(5);
      plan.exclusive(first).exclusive(first + 1);
    } else {
      for (int r = 0; r < 6; r++) {
        plan.shared(r);
      }
      plan.hold(Pause.SPIN, 500);
    }
  }

  /** Makes a number of all that is seen and of the task, in which the order of tasks matters. */
  private static void append(Task task, Held held) {
    long seen = task.index();
    for (int need = 0; need < task.needs(); need++) {
      seen = task.mode(need).isCounted() ? seen : Draw.mix(seen * 31 + held.get(need, 0));
    }
    for (int need = 0; need < task.needs(); need++) {
      if (task.mode(need) == Mode.EXCLUSIVE) {
        held.set(need, 0, seen + need);
      }
    }
  }

  /** A built-in simulation. */
  static TaskModel simulation(String name, Map<String, String> values) {
    return model(Simulations.named(name).orElseThrow(), values);
  }

  private static <P extends Record> TaskModel model(Simulation<P> simulation, Map<String, String> values) {
    return switch (simulation.model(ParameterSpec.bind(simulation.parameters(), values))) {
      case TaskModel model -> model;
      case EventModel _ -> throw new IllegalArgumentException(simulation.name() + " has no tasks");
    };
  }

  private static Stream<Case> ordinary() {
    return Stream.of(
        ordered(
            Sketch.of("readers and writers", 1500, 3, ConformanceModels::readOrWrite)
                .sharing().withWords(2).updating(ConformanceModels::readOrWriteBothWords)),
        ordered(
            Sketch.of("reads one, writes the next", 600, 4, (i, draw, plan) -> readOneWriteTheNext(draw, plan))
                .sharing().withWords(2).updating(ConformanceModels::readOrWriteBothWords)),
        ordered(counted("counted", 3)),
        ordered(
            Sketch.of("pauses of all kinds", 12, 3, (i, draw, plan) -> pauses(i, plan))
                .withPermits(r -> r == 2 ? 2 : 1)),
        ordered(
            Sketch.of("computes", 500, 2, (i, draw, plan) -> plan.compute(1 + i % 7).exclusive((int) (i % 2)).arg(3, draw.bits()))
                .computing(task -> Draw.mix(task.arg(3) + task.index()))),
        ordered(
            Sketch.of("agents in order", 500, 6, (i, draw, plan) -> plan.exclusive((int) (i % 5)).exclusive(5))
                .withAgents(5).initialised((r, cell) -> cell.set(0, r - 5)).updating(ConformanceModels::afterTheTaskBefore)));
  }

  private static Case ordered(Sketch model) {
    return new Case(model.name(), model, true);
  }

  private static void readOrWrite(long i, Draw draw, Plan plan) {
    int resource = draw.below(3);
    if (draw.chance(0.7)) {
      plan.shared(resource);
    } else {
      plan.exclusive(resource).arg(0, 1 + draw.below(9));
    }
    plan.hold(Pause.SPIN, i % 3 * 1000);
  }

  private static void readOneWriteTheNext(Draw draw, Plan plan) {
    int resource = draw.below(3);
    plan.shared(resource).exclusive(resource + 1).arg(0, 1 + draw.below(9));
  }

  /** Both words are always equal; who comes between the two writes sees that they are not. */
  private static void readOrWriteBothWords(Task task, Held held) {
    for (int need = 0; need < task.needs(); need++) {
      if (held.get(need, 0) != held.get(need, 1)) {
        throw new IllegalStateException("torn: " + held.get(need, 0) + " and " + held.get(need, 1));
      }
      if (task.mode(need) == Mode.EXCLUSIVE) {
        held.add(need, 0, task.arg(0));
        waste();
        held.add(need, 1, task.arg(0));
      }
    }
  }

  /** Counts the users of each resource in the only place that is sure to run while they hold it. */
  private static Sketch counted(String name, int permits) {
    AtomicIntegerArray users = new AtomicIntegerArray(2);
    return Sketch.of(name, 800, 2, (i, draw, plan) -> plan.permit(0).permit(1).hold(Pause.SPIN, i % 2 * 1000))
        .withPermits(r -> permits + r)
        .updating(
            (task, held) -> {
              for (int r = 0; r < 2; r++) {
                int now = users.incrementAndGet(r);
                if (now > permits + r) {
                  throw new IllegalStateException(now + " users of " + (permits + r) + " permits");
                }
              }
              waste();
              users.decrementAndGet(0);
              users.decrementAndGet(1);
            });
  }

  private static void waste() {
    for (int n = 0; n < 20; n++) {
      Thread.onSpinWait();
    }
  }

  private static void pauses(long i, Plan plan) {
    plan.think(i % 2 == 0 ? Pause.TIMER : Pause.SPIN, TIMER)
        .gap(i % 3 == 0 ? Pause.TIMER : Pause.SPIN, i % 3 == 0 ? TIMER : 4000)
        .hold(i % 4 == 0 ? Pause.TIMER : Pause.SPIN, i % 4 == 0 ? TIMER : 3000)
        .await(TIMER)
        .compute(2);
    plan.exclusive((int) (i % 2)).permit(2);
  }

  private static void afterTheTaskBefore(Task task, Held held) {
    if (held.get(0, 0) != task.index() - 5) {
      throw new IllegalStateException("task " + held.get(0, 0) + " was the one before " + task.index());
    }
    held.set(0, 0, task.index());
    held.add(1, 0, 1);
  }

  private static Stream<Case> edges() {
    return Stream.of(
        ordered(Sketch.of("one task", 1, 1, (i, draw, plan) -> plan.exclusive(0))),
        ordered(Sketch.of("empty plans", 1000, 0, (i, draw, plan) -> {})),
        ordered(Sketch.of("nothing to hold, work to do", 100, 0, (i, draw, plan) -> plan.compute(1)).computing(Task::index)),
        ordered(
            Sketch.of("no words", 500, 2, (i, draw, plan) -> plan.exclusive((int) (i % 2)))
                .withWords(0).updating((task, held) -> {})),
        ordered(Sketch.of("unused resources", 100, 50, (i, draw, plan) -> {}).initialised((r, cell) -> cell.set(0, r))),
        ordered(Sketch.of("two tasks, two agents of nine", 2, 1, (i, draw, plan) -> plan.exclusive(0)).withAgents(9)),
        ordered(Sketch.of("sixty-four needs", 60, 64, ConformanceModels::everything).withWords(64)));
  }

  private static void everything(long i, Draw draw, Plan plan) {
    for (int r = 0; r < 64; r++) {
      plan.exclusive(r);
    }
  }
}
