package lockstep.engine.risk;

import java.util.List;

/**
 * Deadlocks: workers of which each waits for another of them, until one gives up, or for ever.
 *
 * @param count how many there were
 * @param lasting how many of them lasted to the end of the trace
 * @param most how many workers the largest had; 0 when there was none
 * @param medianFormationNanos how long they took to form, from when the first of their workers asked to when the last of them waited; 0 when there
 *     was none
 * @param longestFormationNanos how long one took at the most
 */
public record Circles(long count, long lasting, int most, long medianFormationNanos, long longestFormationNanos) {

  static Circles of(List<Circle> circles) {
    long[] nanos = circles.stream().mapToLong(Circle::formationNanos).sorted().toArray();
    return new Circles(
        circles.size(),
        circles.stream().filter(Circle::lasts).count(),
        circles.stream().mapToInt(circle -> circle.requests().size()).max().orElse(0),
        Sorted.median(nanos),
        Sorted.last(nanos));
  }
}
