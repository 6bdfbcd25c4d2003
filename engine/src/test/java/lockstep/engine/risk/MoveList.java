package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.engine.Move;
import lockstep.engine.Traced;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/** A history that is written down move by move: each comes ten nanoseconds after the one before. */
final class MoveList {

  static final long APART = 10;

  private final List<Traced> moves = new ArrayList<>();
  private final Map<Integer, Integer> held = new TreeMap<>();
  private final Map<Integer, Long> tasks = new TreeMap<>();

  MoveList wants(int worker, int resource, Mode mode) {
    return add(worker, Move.WANTS, resource, mode, 1, 0);
  }

  MoveList granted(int worker, int resource, Mode mode) {
    return add(worker, Move.GRANTED, resource, mode, 1, 1);
  }

  MoveList released(int worker, int resource, Mode mode) {
    return add(worker, Move.RELEASED, resource, mode, 1, -1);
  }

  MoveList wants(int worker, int resource) {
    return wants(worker, resource, Mode.EXCLUSIVE);
  }

  MoveList granted(int worker, int resource) {
    return granted(worker, resource, Mode.EXCLUSIVE);
  }

  MoveList released(int worker, int resource) {
    return released(worker, resource, Mode.EXCLUSIVE);
  }

  /** Wants something that is free, and is granted it. */
  MoveList takes(int worker, int resource, Mode mode) {
    return wants(worker, resource, mode).granted(worker, resource, mode);
  }

  MoveList takes(int worker, int resource) {
    return takes(worker, resource, Mode.EXCLUSIVE);
  }

  MoveList puts(int worker, int resource) {
    return add(worker, Move.PUT, resource, Mode.TAKE, 1, 0);
  }

  MoveList retries(int worker) {
    return add(worker, Move.RETRY, Traced.NONE, null, 0, 0);
  }

  MoveList commits(int worker) {
    held.remove(worker);
    add(worker, Move.COMMIT, Traced.NONE, null, 0, 0);
    tasks.merge(worker, 100L, Long::sum);
    return this;
  }

  /** A move, as much later as the last one as is said. */
  MoveList add(int worker, Move move, int resource, @Nullable Mode mode, int permits, int more) {
    int holds = held.merge(worker, more, Integer::sum);
    moves.add(new Traced((moves.size() + 1) * APART, worker, tasks.computeIfAbsent(worker, w -> (long) w), move, resource, mode, permits, holds));
    return this;
  }

  List<Traced> moves() {
    return List.copyOf(moves);
  }
}
