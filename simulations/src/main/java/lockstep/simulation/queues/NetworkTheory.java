package lockstep.simulation.queues;

import lockstep.simulation.Cells;
import lockstep.simulation.Findings;
import lockstep.simulation.Statistics;

/**
 * What must hold of a network, and what Jackson's theorem says of it when it has forgotten that it began empty: the stations are at any
 * moment like independent queues M/M/c, whatever the time that jobs are carried (a station with as many servers as jobs, for which
 * the product form holds with any time of service: Baskett, Chandy, Muntz and Palacios, Journal of the ACM 22(2), 1975).
 */
final class NetworkTheory {

  /** Numbers of jobs are near to normal from here on. */
  private static final double ENOUGH_JOBS = 1000;

  /** Relaxation times after which nothing is left of the beginning. */
  private static final double FORGOTTEN = 20;

  /** Relaxation times in which averages over time, over all stations, come near to normal. */
  private static final double ENOUGH_TIME = 1000;

  private final Queues.Parameters p;
  private final ServerPool station;

  /** How long it takes to forget, in units: the station as often as a job comes to stations, and the ways between. */
  private final double relaxation;

  NetworkTheory(Queues.Parameters p) {
    this.p = p;
    this.station = new ServerPool(p.rate(), p.service(), p.servers());
    this.relaxation = (station.relaxation() + (1 - p.leave()) * p.transport()) / p.leave();
  }

  void verify(Cells end, Statistics statistics, Findings out) {
    conserved(end, out);
    double jobs = p.stations() * p.arrivals() * units(statistics.end());
    if (jobs >= ENOUGH_JOBS) {
      out.theory("jobs from outside", jobs, Math.sqrt(jobs), (double) end.sum(Network.ENTERED));
    }
    double elapsed = units(statistics.elapsed());
    double warmUp = units(statistics.end() - statistics.elapsed());
    if (warmUp >= FORGOTTEN * relaxation) {
      departures(statistics, elapsed, out);
    }
    boolean forgotten = warmUp >= FORGOTTEN * relaxation || elapsed >= FORGOTTEN * ENOUGH_TIME * relaxation;
    if (forgotten && elapsed >= FORGOTTEN * relaxation && elapsed * p.stations() >= ENOUGH_TIME * relaxation) {
      averages(statistics, elapsed, out);
    }
  }

  private static void conserved(Cells end, Findings out) {
    long came = end.sum(Network.ENTERED) + end.sum(Network.RECEIVED);
    out.equal("jobs that came and are not done", end.sum(Network.JOBS), came - end.sum(Network.DONE));
    long carried = end.sum(Network.DONE) - end.sum(Network.LEFT) - end.sum(Network.RECEIVED);
    out.check("jobs on their way", carried >= 0, () -> carried + " jobs");
  }

  /** The jobs that leave are a Poisson process, like those that come (Burke, "The output of a queuing system", 1956; Jackson). */
  private void departures(Statistics statistics, double elapsed, Findings out) {
    double jobs = p.stations() * p.arrivals() * elapsed;
    if (jobs >= ENOUGH_JOBS) {
      out.theory("jobs that leave", jobs, Math.sqrt(jobs), (double) statistics.tally(Network.JOURNEY).count());
    }
  }

  private void averages(Statistics statistics, double elapsed, Findings out) {
    int servers = p.servers();
    compare("jobs at stations", Network.AT_STATION, jobs -> jobs, statistics, elapsed, out);
    compare("jobs that wait", Network.WAITING, jobs -> Math.max(0, jobs - servers), statistics, elapsed, out);
  }

  /**
   * Between stations that send each other jobs the averages over time are not independent, and their variance is not known; but an
   * average over time varies no more than what it is an average of.
   */
  private void compare(
      String quantity, int statistic, ServerPool.Level level, Statistics statistics, double elapsed, Findings out) {
    double observed = units(statistics.tally(statistic).sum()) / elapsed;
    double variance = p.stations() * (p.leave() == 1 ? station.asymptoticVariance(level) / elapsed : station.variance(level));
    out.theory(quantity, p.stations() * station.expected(level), Math.sqrt(variance), observed);
  }

  private static double units(long ticks) {
    return (double) ticks / Network.TICKS_PER_UNIT;
  }
}
