package lockstep.simulation.queues;

/**
 * What theory says of the queue M/M/c: Poisson arrivals, exponential service, one line and {@code c} servers. Units of time are the
 * scenario's.
 *
 * @param rate arrivals per unit of time
 * @param service what one server serves per unit of time
 */
public record ServerPool(double rate, double service, int servers) {

  /** States beyond the number of servers that are less likely are not summed. */
  private static final double NEGLIGIBLE = 1e-18;

  /** Something that depends on how many jobs are in the system. */
  public interface Level {

    double at(int jobs);
  }

  public ServerPool {
    if (!(rate > 0) || !(service > 0) || servers < 1 || rate >= service * servers) {
      throw new IllegalArgumentException(
          "rate must be in (0, servers * service) with " + servers + " servers that serve " + service + ", got " + rate);
    }
  }

  /** How busy a server is. */
  public double load() {
    return rate / (service * servers);
  }

  /** How likely an arrival finds all servers busy: Erlang's formula C, by way of his formula B. */
  public double waits() {
    double offered = rate / service;
    double lost = 1;
    for (int server = 1; server <= servers; server++) {
      lost = offered * lost / (server + offered * lost);
    }
    return lost / (1 - load() * (1 - lost));
  }

  /** Jobs that wait, on average. */
  public double waiting() {
    return waits() * load() / (1 - load());
  }

  /** Jobs in the system, on average. */
  public double inSystem() {
    return waiting() + rate / service;
  }

  /** The variance of a level at one moment. */
  public double variance(Level level) {
    double mean = expected(level);
    return expected(jobs -> (level.at(jobs) - mean) * (level.at(jobs) - mean));
  }

  /**
   * About how long it takes until the beginning is forgotten: the relaxation time of M/M/1 as fast as all servers together (Cohen,
   * "The Single Server Queue", 1982, section II.2.1), and the time of one service.
   */
  public double relaxation() {
    double root = 1 - StrictMath.sqrt(load());
    return 1 / (service * servers * root * root) + 1 / service;
  }

  /**
   * The asymptotic variance of the average of a level over time: over a long time {@code t} the average has variance {@code 1 / t}
   * of this. For birth-and-death processes (Whitt, "Asymptotic formulas for Markov processes with applications to simulation",
   * Operations Research 40(2), 1992, formula 38) it is {@code 2 sum_j (sum_(i <= j) (f(i) - f) p(i))^2 / (rate p(j))}; for the number
   * in M/M/1 that is {@code 2 load (1 + load) / (1 - load)^4 / service} (Whitt, "Planning queueing simulations", Management Science
   * 35(11), 1989, section 3).
   */
  public double asymptoticVariance(Level level) {
    double mean = expected(level);
    double sum = 0;
    double below = 0;
    double probability = empty();
    for (int jobs = 0; jobs < servers || probability > NEGLIGIBLE; jobs++) {
      below += (level.at(jobs) - mean) * probability;
      sum += below * below / (rate * probability);
      probability *= step(jobs);
    }
    return 2 * sum;
  }

  /** The mean of a level. */
  public double expected(Level level) {
    double sum = 0;
    double probability = empty();
    for (int jobs = 0; jobs < servers || probability > NEGLIGIBLE; jobs++) {
      sum += level.at(jobs) * probability;
      probability *= step(jobs);
    }
    return sum;
  }

  /** How likely nobody is there. */
  private double empty() {
    double sum = 0;
    double weight = 1;
    for (int jobs = 0; jobs < servers; jobs++) {
      sum += weight;
      weight *= step(jobs);
    }
    return 1 / (sum + weight / (1 - load()));
  }

  /** How much more likely one job more is. */
  private double step(int jobs) {
    return rate / (service * Math.min(jobs + 1, servers));
  }
}
