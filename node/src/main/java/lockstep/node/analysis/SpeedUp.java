package lockstep.node.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many times as fast some cores, or workers, are as a baseline.
 *
 * @param cores how many
 * @param speedUp mean throughput over that of the baseline, as {@link MeanRatio} estimates it; empty when either has too few forks
 */
public record SpeedUp(int cores, Optional<Interval> speedUp) {

  /**
   * The speed-ups over one baseline, in the order given.
   *
   * @param baseline throughput of each fork
   * @param cores 1 or more each
   * @param throughput of each fork, {@code [cores][fork]}
   */
  public static List<SpeedUp> over(double[] baseline, int[] cores, double[][] throughput) {
    if (cores.length != throughput.length) {
      throw new IllegalArgumentException("each number of cores needs its throughput, got " + cores.length + " and " + throughput.length);
    }
    List<SpeedUp> all = new ArrayList<>();
    for (int i = 0; i < cores.length; i++) {
      boolean measured = baseline.length > 0 && throughput[i].length > 0;
      Optional<MeanRatio> ratio = measured ? MeanRatio.of(throughput[i], baseline) : Optional.empty();
      all.add(new SpeedUp(cores[i], ratio.map(MeanRatio::interval)));
    }
    return List.copyOf(all);
  }

  public SpeedUp {
    if (cores < 1) {
      throw new IllegalArgumentException("cores must be 1 or more, got " + cores);
    }
  }

  /** The speed-up over the number of cores: 1 is a linear one. */
  public Optional<Interval> efficiency() {
    return speedUp.map(interval -> interval.times(1.0 / cores));
  }
}
