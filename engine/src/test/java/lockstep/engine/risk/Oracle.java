package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import lockstep.engine.Move;
import lockstep.engine.Policy;
import lockstep.engine.Traced;
import lockstep.simulation.Mode;

/** Finds waits and circles by the definitions, looking at the whole history anew for every move. */
final class Oracle {

  private record Asked(int worker, long task, int from, int to, boolean granted, List<Traced> needs, boolean patient) {}

  private record Hold(Asked by, Traced need, int from, int to) {}

  private final List<Traced> moves;
  private final IntUnaryOperator permits;
  private final List<Asked> requests = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();

  Oracle(List<Traced> moves, Policy policy, IntUnaryOperator permits) {
    this.moves = moves;
    this.permits = permits;
    for (int n = 0; n < moves.size(); n++) {
      Traced move = moves.get(n);
      boolean first = policy != Policy.ALL_AT_ONCE || move.held() == 0;
      if (move.move() == Move.WANTS && first) {
        requests.add(request(n, policy));
      }
    }
    for (Asked request : requests) {
      if (request.granted) {
        request.needs.forEach(need -> holds.add(new Hold(request, need, request.to, endOfHold(request, need))));
      }
    }
  }

  private Asked request(int from, Policy policy) {
    Traced move = moves.get(from);
    List<Traced> needs = new ArrayList<>(List.of(move));
    int to = moves.size();
    boolean granted = false;
    for (int n = from + 1; n < moves.size(); n++) {
      Traced next = moves.get(n);
      if (next.worker() == move.worker()) {
        if (to == moves.size()) {
          to = n;
          granted = next.move() == Move.GRANTED;
        }
        if (policy != Policy.ALL_AT_ONCE || (next.move() != Move.WANTS && next.move() != Move.GRANTED)) {
          break;
        }
        if (next.move() == Move.WANTS) {
          needs.add(next);
        }
      }
    }
    boolean patient = policy != Policy.TRY_LOCK || move.held() == 0;
    return new Asked(move.worker(), move.task(), from, to, granted, needs, patient);
  }

  private int endOfHold(Asked request, Traced need) {
    for (int n = request.to; n < moves.size(); n++) {
      Traced move = moves.get(n);
      boolean over = move.move() == Move.COMMIT || (move.move() == Move.RELEASED && move.resource() == need.resource());
      if (move.worker() == request.worker && over) {
        return n;
      }
    }
    return moves.size();
  }

  // At a moment: after the move with that number

  private List<Hold> holds(int at, int resource) {
    return holds.stream().filter(hold -> hold.from <= at && at < hold.to && hold.need.resource() == resource).toList();
  }

  private int free(int at, int resource) {
    int free = permits.applyAsInt(resource);
    for (Hold hold : holds) {
      boolean back = hold.to <= at && moves.get(hold.to).move() == Move.RELEASED;
      free -= hold.need.resource() == resource && hold.from <= at && !back ? hold.need.permits() : 0;
    }
    return free + (int) moves.subList(0, at + 1).stream().filter(move -> move.move() == Move.PUT && move.resource() == resource).count();
  }

  private boolean refused(Traced need, int at) {
    return switch (Objects.requireNonNull(need.mode())) {
      case EXCLUSIVE -> !holds(at, need.resource()).isEmpty();
      case SHARED -> holds(at, need.resource()).stream().anyMatch(hold -> hold.need.mode() == Mode.EXCLUSIVE);
      case PERMIT, TAKE -> free(at, need.resource()) < need.permits();
    };
  }

  private boolean waits(Asked request, int at) {
    return request.patient
        && request.from <= at
        && at < request.to
        && IntStream.rangeClosed(request.from, at).anyMatch(n -> request.needs.stream().anyMatch(need -> refused(need, n)));
  }

  private List<Asked> waiting(int at) {
    return requests.stream().filter(request -> waits(request, at)).toList();
  }

  /** Of those that wait, the ones that have what a request cannot get. */
  private List<Asked> before(Asked request, int at, List<Asked> waiting) {
    Set<Integer> workers = new HashSet<>();
    for (Traced need : request.needs) {
      if (refused(need, at)) {
        holds(at, need.resource()).stream().filter(hold -> hold.need.mode() != Mode.TAKE).forEach(hold -> workers.add(hold.by.worker));
      }
    }
    return waiting.stream().filter(other -> workers.contains(other.worker)).toList();
  }

  private Set<Asked> reached(Asked request, int at, List<Asked> waiting) {
    Set<Asked> reached = new HashSet<>();
    List<Asked> open = new ArrayList<>(before(request, at, waiting));
    while (!open.isEmpty()) {
      Asked next = open.removeLast();
      if (reached.add(next)) {
        open.addAll(before(next, at, waiting));
      }
    }
    return reached;
  }

  private Set<Asked> circle(Asked request, int at, List<Asked> waiting) {
    Set<Asked> circle = new HashSet<>(Set.of(request));
    reached(request, at, waiting).stream().filter(other -> reached(other, at, waiting).contains(request)).forEach(circle::add);
    return circle;
  }

  private int depth(Asked request, int at, List<Asked> waiting) {
    Set<Asked> circle = circle(request, at, waiting);
    return circle.size()
        + reached(request, at, waiting).stream()
            .filter(other -> !circle.contains(other))
            .mapToInt(other -> depth(other, at, waiting))
            .max()
            .orElse(0);
  }

  // What is told

  List<Wait> waits() {
    return requests.stream()
        .filter(request -> waits(request, Math.min(request.to, moves.size()) - 1))
        .map(this::wait)
        .sorted(Comparator.comparingLong(Wait::endNanos).thenComparingLong(Wait::beginNanos))
        .toList();
  }

  private Wait wait(Asked request) {
    int depth = 0;
    long deep = 0;
    for (int at = request.from; at < request.to; at++) {
      if (waits(request, at)) {
        int now = depth(request, at, waiting(at));
        depth = Math.max(depth, now);
        deep += now > 1 && at + 1 < moves.size() ? moves.get(at + 1).nanos() - moves.get(at).nanos() : 0;
      }
    }
    long end = moves.get(Math.min(request.to, moves.size() - 1)).nanos();
    return new Wait(request.worker, request.task, moves.get(request.from).nanos(), end, depth, deep, bypassed(request));
  }

  private long bypassed(Asked request) {
    return requests.stream()
        .filter(other -> other.granted && other.from > request.from && other.to < request.to)
        .filter(other -> waits(request, other.to) && other.needs.stream().anyMatch(need -> request.needs.stream().anyMatch(own -> exclude(own, need))))
        .count();
  }

  private static boolean exclude(Traced one, Traced other) {
    return one.resource() == other.resource()
        && (Objects.requireNonNull(one.mode()).isCounted() || one.mode() == Mode.EXCLUSIVE || other.mode() == Mode.EXCLUSIVE);
  }

  /** How long each took to form, in their order. */
  List<Long> circles() {
    List<Long> formations = new ArrayList<>();
    for (Asked request : requests) {
      int at = IntStream.range(request.from, request.to).filter(n -> waits(request, n)).findFirst().orElse(-1);
      if (at >= 0) {
        List<Asked> waiting = waiting(at);
        Set<Asked> circle = circle(request, at, waiting);
        if (circle.size() > 1 && hopeless(at, waiting).contains(request)) {
          int first = circle.stream().mapToInt(Asked::from).min().orElseThrow();
          formations.add(moves.get(at).nanos() - moves.get(first).nanos());
        }
      }
    }
    return formations;
  }

  private List<Asked> hopeless(int at, List<Asked> waiting) {
    List<Asked> left = new ArrayList<>(waiting);
    while (left.removeIf(request -> request.needs.stream().allMatch(need -> isPossible(need, at, left)))) {
      // Until none can go on.
    }
    return left;
  }

  private boolean isPossible(Traced need, int at, List<Asked> left) {
    List<Hold> holders = holds(at, need.resource()).stream().filter(hold -> hold.need.mode() != Mode.TAKE).toList();
    Set<Integer> stuck = new HashSet<>();
    left.forEach(request -> stuck.add(request.worker));
    return !refused(need, at)
        || need.mode() == Mode.TAKE
        || (need.mode() == Mode.PERMIT
            ? holders.stream().anyMatch(hold -> !stuck.contains(hold.by.worker))
            : holders.stream().noneMatch(hold -> stuck.contains(hold.by.worker)));
  }
}
