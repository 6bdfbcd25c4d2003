package lockstep.node.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the throughput of cells scales that differ in nothing but the number of cores, or of workers.
 *
 * @param axis {@code cores} of the machine, or {@code workers}: tasks in flight
 * @param workers how many there are; empty when they are the axis
 * @param settings without the axis
 * @param points by ascending value of the axis, two at least
 * @param usl the law that fits the points; empty when there are too few
 * @param law what is to be said of it: {@code fitted}, {@code kappa at bound}, or {@code not enough points: 2 of 6}
 * @param cost the least value of the axis at which the engine outperforms one thread; empty when none does, or nothing is known
 * @param outperforms the same in words: {@code 2}, {@code not reached up to 2}, or {@code unknown}
 */
public record Scaling(
    String engine,
    Optional<String> policy,
    String axis,
    Optional<Integer> workers,
    Map<String, String> settings,
    Map<String, String> cell,
    long seed,
    List<ScalingPoint> points,
    Optional<Usl> usl,
    String law,
    Optional<Integer> cost,
    String outperforms) {

  public Scaling {
    points = List.copyOf(points);
  }
}
