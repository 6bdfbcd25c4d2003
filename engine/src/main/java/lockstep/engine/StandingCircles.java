package lockstep.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Circles that may be some, or only slow: how long each of them has been there, all of its workers at the same places. Knows no clock. Used by
 * one thread.
 */
final class StandingCircles {

  private final Map<Set<WorkerState>, Long> sinceNanos = new HashMap<>();

  /**
   * The first circle that has been there for longer than that.
   *
   * @param circles all that are there now; those that are not are forgotten
   */
  Optional<Circle> longerThan(long nanos, List<Circle> circles, long nowNanos) {
    sinceNanos.keySet().retainAll(circles.stream().map(StandingCircles::key).collect(Collectors.toSet()));
    circles.forEach(circle -> sinceNanos.putIfAbsent(key(circle), nowNanos));
    return circles.stream().filter(circle -> nowNanos - sinceNanos.getOrDefault(key(circle), nowNanos) > nanos).findFirst();
  }

  private static Set<WorkerState> key(Circle circle) {
    return Set.copyOf(circle.workers());
  }
}
