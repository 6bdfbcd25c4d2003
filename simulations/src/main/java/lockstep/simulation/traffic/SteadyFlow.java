package lockstep.simulation.traffic;

/**
 * How many cars move in one step of the steady state, on a ring whose cars move one cell or none. A configuration in which {@code k}
 * cars have room has probability in proportion to {@code slowdown^-k}, and there are {@code (l / k) C(n - 1, k - 1) C(l - n - 1, k - 1)}
 * of them with {@code n} cars on {@code l} cells (Schreckenberg, Schadschneider, Nagel and Ito, "Discrete stochastic models for
 * traffic flow", Physical Review E 51, 1995, section IV). On a long road the mean for each cell is
 * {@code (1 - sqrt(1 - 4 (1 - slowdown) c (1 - c))) / 2} at density {@code c}.
 *
 * @param pairs how many cars have room, on average
 * @param mean how many move, on average
 * @param deviation the standard deviation of how many move
 */
public record SteadyFlow(double pairs, double mean, double deviation) {

  /** Numbers of cars with room that are less likely, compared with the likeliest one, are not summed. */
  private static final double NEGLIGIBLE = 1e-18;

  /**
   * The steady state of a road.
   *
   * @param length cells of the road
   * @param cars from 1 to {@code length - 1}
   * @param slowdown in (0, 1)
   */
  public static SteadyFlow of(long length, long cars, double slowdown) {
    long empty = length - cars;
    long most = Math.min(cars, empty);
    long likeliest = likeliest(cars, empty, slowdown, most);
    double weight = 1;
    double first = 0;
    double second = 0;
    double relative = 1;
    for (long k = likeliest; k < most && relative > NEGLIGIBLE; k++) {
      relative *= ratio(k, cars, empty, slowdown);
      double from = k + 1 - likeliest;
      weight += relative;
      first += relative * from;
      second += relative * from * from;
    }
    relative = 1;
    for (long k = likeliest - 1; k >= 1 && relative > NEGLIGIBLE; k--) {
      relative /= ratio(k, cars, empty, slowdown);
      double from = k - likeliest;
      weight += relative;
      first += relative * from;
      second += relative * from * from;
    }
    double offset = first / weight;
    double variance = second / weight - offset * offset;
    double pairs = likeliest + offset;
    double moves = 1 - slowdown;
    return new SteadyFlow(pairs, moves * pairs, Math.sqrt(moves * moves * variance + moves * slowdown * pairs));
  }

  /** How much likelier {@code k + 1} cars with room are than {@code k}. */
  private static double ratio(long k, long cars, long empty, double slowdown) {
    return (double) (cars - k) / k * ((double) (empty - k) / (k + 1)) / slowdown;
  }

  private static long likeliest(long cars, long empty, double slowdown, long most) {
    long low = 1;
    long high = most;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (ratio(middle, cars, empty, slowdown) > 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
