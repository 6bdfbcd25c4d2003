package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/** Follows the moves of a trace, in their order, and finds the first that nobody could have made. */
final class TraceCheck {

  private record Need(int resource, Mode mode, int permits) {}

  /** A worker, as far as it is. */
  private static final class Actor {
    private long task = -1;
    private Need wants = new Need(Traced.NONE, Mode.PERMIT, 0);
    private boolean asking;
    private final List<Need> holds = new ArrayList<>();
  }

  private final TaskModel model;
  private final int gate;
  private final Map<Integer, Actor> workers = new HashMap<>();

  /** Who holds a resource that is held exclusively or shared. */
  private final Map<Integer, Set<Integer>> users = new HashMap<>();

  private final Set<Integer> writers = new HashSet<>();
  private final Map<Integer, Integer> free = new HashMap<>();
  private final BitSet committed = new BitSet();

  private TraceCheck(TaskModel model) {
    this.model = model;
    this.gate = model.resources();
    IntStream.range(0, gate).filter(model::counted).forEach(r -> free.put(r, model.permits(r)));
    free.put(gate, model.safeAtOnce());
  }

  /** What is wrong with a trace, or {@code legal}; it may end anywhere. */
  static String verdict(TaskModel model, List<Traced> moves) {
    TraceCheck check = new TraceCheck(model);
    for (Traced move : moves) {
      String wrong = check.follow(move);
      if (!wrong.isEmpty()) {
        return wrong + ": " + move;
      }
    }
    return "legal";
  }

  /** Fails unless the trace is a legal history of all tasks of a completed assignment. */
  static void assertLegal(TaskModel model, Trace trace, String description) {
    TraceCheck check = new TraceCheck(model);
    assertThat(trace.dropped()).as(description).isZero();
    for (Traced move : trace.moves()) {
      assertThat(check.follow(move)).as("%s: %s", description, move).isEmpty();
    }
    assertThat(check.committed.cardinality()).as(description).isEqualTo((int) model.tasks());
    assertThat(check.workers.values()).as(description).allMatch(actor -> actor.holds.isEmpty() && !actor.asking);
  }

  private String follow(Traced move) {
    Actor actor = workers.computeIfAbsent(move.worker(), w -> new Actor());
    if (actor.task < 0) {
      actor.task = move.task();
    }
    if (actor.task != move.task()) {
      return "task " + actor.task + " is not done";
    }
    String wrong =
        switch (move.move()) {
          case WANTS -> wants(actor, need(move));
          case GRANTED -> granted(actor, move.worker(), need(move));
          case RELEASED -> released(actor, move.worker(), need(move));
          case PUT -> put(need(move));
          case RETRY -> retry(actor);
          case COMMIT -> commit(actor);
        };
    long held = actor.holds.stream().filter(need -> need.resource() != gate).count();
    return wrong.isEmpty() && move.move() != Move.PUT && held != move.held() ? "holds " + held : wrong;
  }

  private static Need need(Traced move) {
    return new Need(move.resource(), Objects.requireNonNull(move.mode()), move.permits());
  }

  private static String wants(Actor actor, Need need) {
    if (actor.asking) {
      return "wants another already";
    }
    if (actor.holds.stream().anyMatch(held -> held.resource() == need.resource())) {
      return "has it";
    }
    actor.wants = need;
    actor.asking = true;
    return "";
  }

  private String granted(Actor actor, int worker, Need need) {
    if (!actor.asking || !actor.wants.equals(need)) {
      return "did not want it";
    }
    Set<Integer> using = users.computeIfAbsent(need.resource(), r -> new HashSet<>());
    boolean available =
        switch (need.mode()) {
          case EXCLUSIVE -> using.isEmpty();
          case SHARED -> !writers.contains(need.resource());
          case PERMIT, TAKE -> free.merge(need.resource(), -need.permits(), Integer::sum) >= 0;
        };
    if (!available) {
      return "held by " + using;
    }
    using.add(worker);
    if (need.mode() == Mode.EXCLUSIVE) {
      writers.add(need.resource());
    }
    actor.asking = false;
    actor.holds.add(need);
    return "";
  }

  private String released(Actor actor, int worker, Need need) {
    if (!actor.holds.remove(need)) {
      return "does not hold it";
    }
    leave(worker, need);
    if (need.mode().isCounted()) {
      free.merge(need.resource(), need.permits(), Integer::sum);
    }
    return "";
  }

  private void leave(int worker, Need need) {
    users.getOrDefault(need.resource(), new HashSet<>()).remove(worker);
    writers.remove(need.mode() == Mode.EXCLUSIVE ? need.resource() : Traced.NONE);
  }

  private String put(Need need) {
    free.merge(need.resource(), need.permits(), Integer::sum);
    return model.counted(need.resource()) ? "" : "not counted";
  }

  private static String retry(Actor actor) {
    actor.asking = false;
    return actor.holds.isEmpty() ? "" : "still holds " + actor.holds;
  }

  /** What was taken is used up. */
  private String commit(Actor actor) {
    actor.holds.removeIf(need -> need.mode() == Mode.TAKE);
    if (!actor.holds.isEmpty() || actor.asking || committed.get((int) actor.task)) {
      return "cannot be done: holds " + actor.holds + ", asking " + actor.asking;
    }
    committed.set((int) actor.task);
    actor.task = -1;
    return "";
  }
}
