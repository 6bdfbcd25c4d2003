package lockstep.engine.risk;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.engine.risk.Request.Need;
import lockstep.simulation.Mode;

/**
 * Workers of which each waits for one of them, and none can go on unless one gives up.
 *
 * @param requests of each the one that waits
 * @param formationNanos from when the first of them asked to when the last of them waited
 */
record Circle(List<Request> requests, long formationNanos) {

  Circle {
    requests = List.copyOf(requests);
  }

  /** Of requests that lead to each other, when the last begins to wait. */
  static Circle of(List<Request> requests, long nowNanos) {
    long first = requests.stream().mapToLong(Request::beginNanos).min().orElse(nowNanos);
    return new Circle(requests, nowNanos - first);
  }

  /** Whether nothing has come of it, not even that one gave up. */
  boolean lasts() {
    return requests.stream().allMatch(Request::waits);
  }

  /**
   * Whether a request can never be granted, unless somebody gives up: graph reduction, as for a standstill, among those that wait.
   */
  static boolean isHopeless(Request request, Set<Request> waiting) {
    Set<Request> hopeless = new HashSet<>(waiting);
    boolean reduced = true;
    while (reduced && hopeless.contains(request)) {
      reduced = hopeless.removeIf(other -> other.needs.stream().allMatch(need -> isPossible(need, hopeless)));
    }
    return hopeless.contains(request);
  }

  /** Of permits it takes one who gives one back, of all else everybody who has it. Somebody may always put what is waited for to be taken. */
  private static boolean isPossible(Need need, Set<Request> hopeless) {
    return !need.isRefused()
        || need.mode() == Mode.TAKE
        || (need.mode() == Mode.PERMIT
            ? need.resource().holders.stream().anyMatch(holder -> goesOn(holder, hopeless))
            : need.resource().holders.stream().allMatch(holder -> goesOn(holder, hopeless)));
  }

  private static boolean goesOn(Performer holder, Set<Request> hopeless) {
    Request waiting = holder.waiting();
    return waiting == null || !hopeless.contains(waiting);
  }
}
