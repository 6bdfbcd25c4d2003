package lockstep.node.analysis;

import java.util.random.RandomGenerator;

/** How forks of the same work differ in throughput: factors around one, with a coefficient of variation of about the one given. */
enum Noise {
  LOG_NORMAL {
    @Override
    double factor(RandomGenerator random, double variation) {
      return Math.exp(variation * random.nextGaussian());
    }
  },
  /** Logarithms with Student's distribution of four degrees of freedom, whose fourth moment is infinite. */
  HEAVY_TAILS {
    @Override
    double factor(RandomGenerator random, double variation) {
      double squares = 0;
      for (int i = 0; i < 4; i++) {
        double normal = random.nextGaussian();
        squares += normal * normal;
      }
      return Math.exp(variation / Math.sqrt(2) * random.nextGaussian() / Math.sqrt(squares / 4));
    }
  },
  /** One fork in ten falls behind. */
  SLOW_FORKS {
    @Override
    double factor(RandomGenerator random, double variation) {
      return Math.exp(0.6 * variation * random.nextGaussian()) * (random.nextInt(10) == 0 ? 1 - 2 * variation : 1);
    }
  },
  /** Times with an exponential part. */
  SKEWED {
    @Override
    double factor(RandomGenerator random, double variation) {
      return 1 / (1 + variation * random.nextExponential());
    }
  };

  abstract double factor(RandomGenerator random, double variation);

  double[] sample(RandomGenerator random, int size, double mean, double variation) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = mean * factor(random, variation);
    }
    return values;
  }

  /** The expectation of a factor, by simulation. */
  double expectation(RandomGenerator random, double variation) {
    int draws = 400_000;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      sum += factor(random, variation);
    }
    return sum / draws;
  }
}
