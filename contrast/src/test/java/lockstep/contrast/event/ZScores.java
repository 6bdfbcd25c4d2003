package lockstep.contrast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** How far observations of many seeds were from theory, in standard deviations. */
final class ZScores {

  private static final double FAR = 3;

  /** How often a normal number is farther away than that. */
  private static final double CHANCE = 0.0026998;

  /** How often a right model may fail a test. */
  private static final double FALSE_ALARM = 1e-6;

  private final List<Double> scores = new ArrayList<>();

  void add(double z) {
    scores.add(z);
  }

  void add(Simulated run) {
    run.theories().forEach(theory -> add(theory.z()));
  }

  /** Fails when more observations were far away than so many tries explain by chance. */
  void assertFewAreFar(String what) {
    long far = scores.stream().filter(z -> Math.abs(z) > FAR).count();
    assertThat(scores).isNotEmpty();
    assertThat(far).as("%s beyond %s deviations among %d: %s", what, FAR, scores.size(), scores).isLessThanOrEqualTo(most(scores.size()));
  }

  /** The least number that a binomial variable exceeds less often than {@link #FALSE_ALARM}. */
  private static int most(int tries) {
    double probability = Math.exp(tries * Math.log1p(-CHANCE));
    double within = probability;
    int most = 0;
    while (1 - within > FALSE_ALARM) {
      probability *= (tries - most) / (most + 1.0) * CHANCE / (1 - CHANCE);
      most++;
      within += probability;
    }
    return most;
  }

  /** How far the mean of independent observations is from theory, in standard deviations that are estimated from them. */
  static double ofMean(double expected, double[] observations) {
    double mean = 0;
    for (double observation : observations) {
      mean += observation / observations.length;
    }
    double squares = 0;
    for (double observation : observations) {
      squares += (observation - mean) * (observation - mean);
    }
    return (mean - expected) / Math.sqrt(squares / (observations.length - 1) / observations.length);
  }
}
