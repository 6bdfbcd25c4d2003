package lockstep.simulation.epidemic;

import lockstep.simulation.Findings;

/** What theory says of how many persons are infected in the end when anybody meets anybody; those of the beginning count. */
public final class FinalSize {

  /** Persons for whom the distribution is computed: a number of steps that grows with the square. */
  private static final int MOST_PERSONS = 2000;

  /** Persons from whom on great outbreaks are near to normal, when each infected person infects enough others. */
  private static final int ENOUGH_PERSONS = 10_000;

  private static final double ENOUGH_INFECTIONS = 1.5;

  /** Persons for each one who is infected at first, so that the beginning does not count. */
  private static final int FEW_AT_FIRST = 1000;

  /** How rare a result must be to be found wrong: as a normal number {@value Findings#MOST_DEVIATIONS} deviations away. */
  private static final double TOO_RARE = 5.7e-7;

  private FinalSize() {}

  static void verify(Epidemic.Parameters p, long observed, Findings out) {
    double infections = p.contacts() * p.duration();
    int persons = p.persons();
    if (persons <= MOST_PERSONS) {
      double probability = asRareAs(exact(persons, p.infected(), infections), (int) observed);
      out.check("final size", probability >= TOO_RARE, () -> observed + " persons, which has probability " + probability);
    } else if (persons >= ENOUGH_PERSONS && infections >= ENOUGH_INFECTIONS && (long) p.infected() * FEW_AT_FIRST <= persons) {
      double share = limit(infections, (double) p.infected() / persons);
      if (observed > share * persons / 2) {
        out.theory("final size", share * persons, deviation(share, infections) * Math.sqrt(persons), (double) observed);
      }
    }
  }

  /** How likely a result is that is not more likely than the one observed. */
  private static double asRareAs(double[] distribution, int observed) {
    double sum = 0;
    for (double probability : distribution) {
      sum += probability <= distribution[observed] * (1 + 1e-9) ? probability : 0;
    }
    return sum;
  }

  /**
   * How likely each number of persons is ever infected, {@code [persons]}: by following the chain of events from state to state, in
   * which the next event is an infection with probability {@code c s / (c s + 1)}, with {@code s} susceptible persons and {@code c}
   * infections that an infected person causes with each of the others.
   *
   * @param infections that an infected person causes among susceptible ones, on average
   */
  public static double[] exact(int persons, int infected, double infections) {
    double withEach = infections / (persons - 1);
    double[] distribution = new double[persons + 1];
    // The probability of passing a state with i infected persons, [i], for one number of susceptible ones after the other.
    double[] here = new double[persons + 2];
    here[infected] = 1;
    for (int susceptible = persons - infected; susceptible >= 0; susceptible--) {
      double[] fewer = new double[persons + 2];
      double infects = withEach * susceptible / (withEach * susceptible + 1);
      for (int i = persons - susceptible; i >= 1; i--) {
        fewer[i + 1] = here[i] * infects;
        here[i - 1] += here[i] * (1 - infects);
      }
      distribution[persons - susceptible] = here[0];
      here = fewer;
    }
    return distribution;
  }

  /**
   * The share that is infected in the end when there are many persons and the outbreak does not die at once: the root of
   * {@code 1 - z = (1 - first) exp(-infections z)}.
   *
   * @param first the share that is infected at first
   */
  public static double limit(double infections, double first) {
    double low = 1e-9;
    double high = 1;
    while (high - low > 1e-15) {
      double middle = (low + high) / 2;
      if (1 - middle > (1 - first) * StrictMath.exp(-infections * middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The standard deviation of the final size of a great outbreak, for one person; it grows with the root of the persons (Andersson and
   * Britton, "Stochastic Epidemic Models and Their Statistical Analysis", 2000, theorem 4.2, with infectious times of variation 1).
   */
  static double deviation(double share, double infections) {
    double left = 1 - share;
    double damped = 1 - left * infections;
    return Math.sqrt(share * left * (1 + left * infections * infections)) / damped;
  }
}
