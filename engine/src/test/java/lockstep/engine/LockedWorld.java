package lockstep.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import lockstep.simulation.Mode;

/** Workers with locks, as small as they can be: each write to the board, each lock and each unlock is a step. */
final class LockedWorld {

  /** What a task needs. */
  record Need(int resource, Mode mode) {}

  private enum Kind {
    /** Writes the task. */
    TASK,
    /** Writes a place. */
    PLACE,
    LOCK,
    UNLOCK
  }

  private record Op(Kind kind, long word, Need need) {}

  /** How it is at a moment: of each worker how many steps it has made, and what it has written. */
  record World(List<Integer> at, List<Long> places, List<Long> written) {
    long place(int worker) {
      return places.get(worker);
    }

    long task(int worker) {
      return written.get(worker);
    }
  }

  private final List<List<List<Need>>> tasks;
  private final List<List<Op>> programs;
  private final Map<World, List<World>> graph = new HashMap<>();

  /**
   * A world.
   *
   * @param tasks of each worker, what each of its tasks needs
   */
  LockedWorld(List<List<List<Need>>> tasks) {
    this(tasks, false);
  }

  private LockedWorld(List<List<List<Need>>> tasks, boolean early) {
    this.tasks = tasks;
    this.programs = tasks.stream().map(each -> program(each, early)).toList();
  }

  /** The same with workers that say that they hold something before they have it. */
  LockedWorld tellingHoldsEarly() {
    return new LockedWorld(tasks, true);
  }

  private static final Need NONE = new Need(-1, Mode.EXCLUSIVE);

  static long place(long steps, Step step, int granted) {
    Board board = new Board(1);
    board.at(0, steps, step, granted);
    return board.place(0);
  }

  static Board.Position position(long place, long task) {
    return new Board.Position(task, place >>> 24, (int) ((place >>> 8) & 0xffff), (int) (place & 0xff));
  }

  int workers() {
    return tasks.size();
  }

  int permits(int resource) {
    return resource >= 10 ? 2 : 1;
  }

  private static List<Op> program(List<List<Need>> tasks, boolean early) {
    List<Op> ops = new ArrayList<>();
    long steps = 0;
    for (int t = 0; t < tasks.size(); t++) {
      List<Need> needs = tasks.get(t);
      ops.add(new Op(Kind.TASK, t, NONE));
      for (int n = 0; n < needs.size(); n++) {
        ops.add(new Op(Kind.PLACE, place(++steps, Step.ASK, n), NONE));
        ops.add(new Op(Kind.LOCK, 0, needs.get(n)));
        if (early && n > 0) {
          Collections.swap(ops, ops.size() - 2, ops.size() - 3);
        }
      }
      ops.add(new Op(Kind.PLACE, place(++steps, Step.RELEASE, needs.size()), NONE));
      needs.reversed().forEach(need -> ops.add(new Op(Kind.UNLOCK, 0, need)));
      ops.add(new Op(Kind.PLACE, place(++steps, Step.DONE, 0), NONE));
    }
    return ops;
  }

  private static boolean isHeld(List<Op> program, int at, int resource, Mode... modes) {
    int held = 0;
    for (Op op : program.subList(0, at)) {
      boolean same = op.need().resource() == resource && List.of(modes).contains(op.need().mode());
      held += !same ? 0 : op.kind() == Kind.LOCK ? 1 : op.kind() == Kind.UNLOCK ? -1 : 0;
    }
    return held > 0;
  }

  private boolean isFree(World world, Need need) {
    int all = 0;
    int alone = 0;
    for (int w = 0; w < workers(); w++) {
      all += isHeld(programs.get(w), world.at().get(w), need.resource(), Mode.values()) ? 1 : 0;
      alone += isHeld(programs.get(w), world.at().get(w), need.resource(), Mode.EXCLUSIVE) ? 1 : 0;
    }
    return switch (need.mode()) {
      case EXCLUSIVE -> all == 0;
      case SHARED -> alone == 0;
      case PERMIT, TAKE -> all < permits(need.resource());
    };
  }

  private World first() {
    List<Long> idle = IntStream.range(0, workers()).mapToObj(w -> place(0, Step.DONE, 0)).toList();
    return new World(IntStream.range(0, workers()).mapToObj(w -> 0).toList(), idle, IntStream.range(0, workers()).mapToObj(w -> 0L).toList());
  }

  /** Whether that worker has a step. */
  private boolean moves(World world, int worker) {
    List<Op> program = programs.get(worker);
    int at = world.at().get(worker);
    return at < program.size() && (program.get(at).kind() != Kind.LOCK || isFree(world, program.get(at).need()));
  }

  private World step(World world, int worker) {
    Op op = programs.get(worker).get(world.at().get(worker));
    List<Integer> at = new ArrayList<>(world.at());
    List<Long> places = new ArrayList<>(world.places());
    List<Long> written = new ArrayList<>(world.written());
    at.set(worker, at.get(worker) + 1);
    switch (op.kind()) {
      case TASK -> written.set(worker, op.word());
      case PLACE -> places.set(worker, op.word());
      case LOCK, UNLOCK -> {}
    }
    return new World(List.copyOf(at), List.copyOf(places), List.copyOf(written));
  }

  /** What can come next. */
  List<World> next(World world) {
    return graph.computeIfAbsent(
        world, from -> IntStream.range(0, workers()).filter(w -> moves(from, w)).mapToObj(w -> step(from, w)).toList());
  }

  /** Whether nobody makes a step any more, and not all have ended. */
  boolean stands(World world) {
    return next(world).isEmpty() && IntStream.range(0, workers()).anyMatch(w -> world.at().get(w) < programs.get(w).size());
  }

  /** All that can be. */
  Set<World> reachable() {
    Set<World> seen = new LinkedHashSet<>(Set.of(first()));
    ArrayDeque<World> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      next(open.remove()).stream().filter(seen::add).forEach(open::add);
    }
    return seen;
  }

  /** Who of those that have not ended never makes a step again, in each world. */
  Map<World, Set<Integer>> stuck(Set<World> worlds) {
    Map<World, Set<Integer>> moving = new HashMap<>();
    List<World> backwards = new ArrayList<>(worlds).reversed();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (World world : backwards) {
        Set<Integer> moves = new HashSet<>(moving.getOrDefault(world, Set.of()));
        IntStream.range(0, workers()).filter(w -> moves(world, w)).forEach(moves::add);
        next(world).forEach(after -> moves.addAll(moving.getOrDefault(after, Set.of())));
        changed |= !moves.equals(moving.put(world, moves));
      }
    }
    Map<World, Set<Integer>> stuck = new HashMap<>();
    for (World world : worlds) {
      Set<Integer> left = new HashSet<>();
      IntStream.range(0, workers())
          .filter(w -> !moving.getOrDefault(world, Set.of()).contains(w) && world.at().get(w) < programs.get(w).size())
          .forEach(left::add);
      stuck.put(world, left);
    }
    return stuck;
  }

  /** What a worker holds and wants at a position. */
  WorkerState state(int worker, Board.Position position) {
    List<WorkerState.Claim> claims =
        tasks.get(worker).get((int) position.task()).stream().map(need -> new WorkerState.Claim(need.resource(), need.mode())).toList();
    return new WorkerState(
        worker, position.task(), -1, "ask", 0, claims.subList(0, position.granted()), Optional.of(claims.get(position.granted())));
  }
}
