package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.engine.Move;
import lockstep.engine.Policy;
import lockstep.engine.Traced;

/**
 * What each request of a trace asks for. It is one resource, but under {@code all-at-once}: there a task waits for all it needs, though the trace
 * tells its needs one by one after they were granted together. So the first of them asks for all that the task comes to tell. A request that is
 * not granted before the trace ends is known by its first resource alone.
 */
final class JointNeeds {

  private final List<Traced> moves;
  private final boolean jointly;
  private final Map<Integer, List<Traced>> joined = new HashMap<>();

  JointNeeds(List<Traced> moves, Policy policy) {
    this.moves = moves;
    this.jointly = policy == Policy.ALL_AT_ONCE;
    if (jointly) {
      join();
    }
  }

  private void join() {
    Map<Integer, List<Traced>> needs = new HashMap<>();
    for (int n = moves.size() - 1; n >= 0; n--) {
      Traced move = moves.get(n);
      if (move.move() == Move.WANTS) {
        List<Traced> all = needs.computeIfAbsent(move.worker(), _ -> new ArrayList<>(2));
        all.addFirst(move);
        if (move.held() == 0) {
          joined.put(n, all);
          needs.remove(move.worker());
        }
      } else if (move.move() != Move.GRANTED) {
        needs.remove(move.worker());
      }
    }
  }

  /** What is asked for by the move with that number; empty when it is no request, or part of an earlier one. */
  List<Traced> of(int n) {
    if (jointly) {
      return joined.getOrDefault(n, List.of());
    }
    return moves.get(n).move() == Move.WANTS ? List.of(moves.get(n)) : List.of();
  }
}
