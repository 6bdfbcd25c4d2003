package lockstep.engine.risk;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Waits for a worker who waits himself: what a deadlock consists of, before it closes.
 *
 * @param waits how many requests waited, near misses or not
 * @param count how many of them were near misses
 * @param deepest how many workers waited in the longest chain; 0 when nobody waited
 * @param depths how many waits had which depth at the most, from 1 on, those that there were
 * @param medianNanos for how long a wait was a near miss; 0 when there was none
 * @param longestNanos for how long one was at the most
 */
public record NearMisses(long waits, long count, int deepest, List<Depth> depths, long medianNanos, long longestNanos) {

  /**
   * So many waits.
   *
   * @param workers how many waited in the chain: 1 is no near miss
   */
  public record Depth(int workers, long waits) {}

  public NearMisses {
    depths = List.copyOf(depths);
  }

  static NearMisses of(List<Wait> waits) {
    Map<Integer, Long> depths = waits.stream().collect(Collectors.groupingBy(Wait::depth, TreeMap::new, Collectors.counting()));
    long[] nanos = waits.stream().filter(Wait::isNearMiss).mapToLong(Wait::deepNanos).sorted().toArray();
    return new NearMisses(
        waits.size(),
        nanos.length,
        depths.isEmpty() ? 0 : Collections.max(depths.keySet()),
        depths.entrySet().stream().map(entry -> new Depth(entry.getKey(), entry.getValue())).toList(),
        Sorted.median(nanos),
        Sorted.last(nanos));
  }
}
