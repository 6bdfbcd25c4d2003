package lockstep.simulation.queues;

import java.util.List;
import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Series;
import lockstep.simulation.Series.Shows;
import lockstep.simulation.Statistic;
import lockstep.simulation.Statistics;

/**
 * The stations of a network. A station remembers when each of its servers will be free, so that it knows how long a job will wait when
 * the job comes (Kiefer and Wolfowitz, "On the theory of queues with many servers", Transactions of the AMS 78, 1955); the line itself
 * is the events that are pending, and may be of any length. Jobs carry the time at which they came from outside.
 */
record Network(Queues.Parameters p, double betweenArrivals, double serviceTime, long transport) implements EventModel {

  static final long TICKS_PER_UNIT = 1_000_000;

  static final int FROM_OUTSIDE = 0;
  static final int CARRIED = 1;
  static final int SERVED = 2;

  static final int JOBS = 0;
  static final int SINCE = 1;
  static final int ENTERED = 2;
  static final int RECEIVED = 3;
  static final int DONE = 4;
  static final int LEFT = 5;
  static final int FREE = 6;

  static final int AT_STATION = 0;
  static final int WAITING = 1;
  static final int WAIT = 2;
  static final int STAY = 3;
  static final int JOURNEY = 4;

  private static final int IN_NETWORK = 0;
  private static final int ARRIVALS = 1;
  private static final int DEPARTURES = 2;

  private static final int BINS = 200;
  private static final int BINS_PER_MEAN = 10;

  Network(Queues.Parameters p) {
    this(p, TICKS_PER_UNIT / p.arrivals(), TICKS_PER_UNIT / p.service(), Math.round(p.transport() * TICKS_PER_UNIT));
  }

  @Override
  public int entities() {
    return p.stations();
  }

  @Override
  public long lookahead() {
    return transport;
  }

  @Override
  public long ticksPerUnit() {
    return TICKS_PER_UNIT;
  }

  @Override
  public int words() {
    return FREE + p.servers();
  }

  @Override
  public int payload() {
    return 1;
  }

  @Override
  public List<Statistic> statistics() {
    double stay = new ServerPool(p.rate(), p.service(), p.servers()).inSystem() / p.rate();
    double journey = (stay + (1 - p.leave()) * p.transport()) / p.leave();
    return List.of(
        Statistic.of("jobs at a station"),
        Statistic.of("jobs that wait at a station"),
        new Statistic("wait", BINS, binTicks(stay)),
        new Statistic("time at a station", BINS, binTicks(stay)),
        new Statistic("time in the network", BINS, binTicks(journey)));
  }

  private static long binTicks(double mean) {
    return (long) Math.ceil(mean * TICKS_PER_UNIT / BINS_PER_MEAN);
  }

  @Override
  public List<Series> series() {
    long interval = Math.round(p.interval() * TICKS_PER_UNIT);
    return List.of(
        new Series("jobs in the network", interval, Shows.LEVEL),
        new Series("arrivals", interval, Shows.FLOW),
        new Series("departures", interval, Shows.FLOW));
  }

  @Override
  public void start(Entity self) {
    self.send(self.id(), duration(self, betweenArrivals), FROM_OUTSIDE);
  }

  /** An exponentially distributed time, rounded: the rounding shortens and lengthens alike. */
  private static long duration(Entity self, double mean) {
    return Math.max(1, Math.round(self.draw().exponential(mean)));
  }

  @Override
  public void handle(Entity self, Event event) {
    switch (event.kind()) {
      case FROM_OUTSIDE -> {
        self.send(self.id(), duration(self, betweenArrivals), FROM_OUTSIDE);
        self.add(ENTERED, 1);
        self.count(ARRIVALS, 1);
        self.count(IN_NETWORK, 1);
        admit(self, self.now());
      }
      case CARRIED -> {
        self.add(RECEIVED, 1);
        admit(self, event.a());
      }
      default -> release(self, event.a());
    }
  }

  private void admit(Entity self, long entered) {
    change(self, 1);
    int server = firstFree(self);
    long wait = Math.max(0, self.get(server) - self.now());
    long stay = wait + duration(self, serviceTime);
    self.set(server, self.now() + stay);
    self.record(WAIT, wait);
    self.record(STAY, stay);
    self.send(self.id(), stay, SERVED, entered);
  }

  /** The word of the server that will be free first. */
  private int firstFree(Entity self) {
    int first = FREE;
    for (int server = FREE + 1; server < FREE + p.servers(); server++) {
      if (self.get(server) < self.get(first)) {
        first = server;
      }
    }
    return first;
  }

  private void release(Entity self, long entered) {
    change(self, -1);
    self.add(DONE, 1);
    if (p.leave() == 1 || self.draw().chance(p.leave())) {
      self.add(LEFT, 1);
      self.count(DEPARTURES, 1);
      self.count(IN_NETWORK, -1);
      self.record(JOURNEY, self.now() - entered);
    } else {
      self.send(next(self), transport, CARRIED, entered);
    }
  }

  private int next(Entity self) {
    return switch (p.routing()) {
      case NEXT -> self.id() + 1 == p.stations() ? 0 : self.id() + 1;
      case ANY -> self.draw().below(p.stations());
    };
  }

  private void change(Entity self, int by) {
    tally(self);
    self.add(JOBS, by);
    self.set(SINCE, self.now());
  }

  /** Adds the time since the number of jobs changed. */
  private void tally(Entity self) {
    long jobs = self.get(JOBS);
    self.accumulate(AT_STATION, jobs, self.get(SINCE));
    self.accumulate(WAITING, Math.max(0, jobs - p.servers()), self.get(SINCE));
  }

  @Override
  public void finish(Entity self) {
    tally(self);
  }

  @Override
  public void verify(Cells end, Statistics statistics, Findings out) {
    new NetworkTheory(p).verify(end, statistics, out);
  }
}
