package lockstep.node.calibrate;

import lockstep.simulation.Plan;

/**
 * Theory of one server before which customers arrive in a Poisson process, and are served first come, first served, for exponential
 * times: M/M/1, with the response W = 1/(mu - lambda). L. Kleinrock, "Queueing Systems" I (1975), section 3.2.
 *
 * <p>Timers that are late make it an M/G/1 queue: services that sleep are longer by as much, and arrivals are noticed later by as much,
 * all alike, so that they are a Poisson process still. The response is then that of Pollaczek and Khinchine (section 5.6), which is
 * 1/(mu - lambda) when no timer is late.
 *
 * @param arrivalsPerNano lambda
 * @param serviceNanos 1/mu
 * @param lateNanos by how much timers are late, 0 or more
 */
record OpenQueue(double arrivalsPerNano, double serviceNanos, double lateNanos) {

  /** The share of the time for which the server is busy. */
  double utilisation() {
    return arrivalsPerNano * meanNanos();
  }

  /** The mean time from arrival to the end of service. */
  double responseNanos() {
    return lateNanos + meanNanos() + arrivalsPerNano * squareNanos() / (2 * (1 - utilisation()));
  }

  private double meanNanos() {
    return serviceNanos + lateNanos * sleeping();
  }

  /** The mean of the squared service time. Those that sleep are longer than others before they are late. */
  private double squareNanos() {
    return 2 * serviceNanos * serviceNanos
        + sleeping() * lateNanos * (2 * (Plan.SHORTEST_TIMER_NANOS + serviceNanos) + lateNanos);
  }

  /** The share of services that sleep. */
  private double sleeping() {
    return Math.exp(-Plan.SHORTEST_TIMER_NANOS / serviceNanos);
  }
}
