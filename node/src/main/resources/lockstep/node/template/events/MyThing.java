import java.util.List;
import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Parameter;
import lockstep.simulation.Series;
import lockstep.simulation.Simulation;
import lockstep.simulation.Statistic;
import lockstep.simulation.Statistics;

/** Customers go from counter to counter; each counter serves one of them at a time, and the others wait in line. */
public final class MyThing implements Simulation<MyThing.Parameters> {

  /** What a scenario can set under params. Here a component may be an int, long, double, boolean, Duration or enum. */
  public record Parameters(
      @Parameter(byDefault = "1000", min = 2, max = 1e6, unit = "counters", about = "Counters that customers go to") int counters,
      @Parameter(byDefault = "3", min = 1, max = 1000, unit = "customers", about = "Customers that begin at each counter") int customers,
      @Parameter(byDefault = "1", min = 0.001, max = 1000, unit = "units of time", about = "The mean time of a service") double service,
      @Parameter(byDefault = "0.5", min = 0.001, max = 1000, unit = "units of time", about = "The time of a way to another counter") double way) {}

  @Override
  public String name() {
    return "my-thing";
  }

  @Override
  public String summary() {
    return "Customers go from counter to counter, and wait in line";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  /** May refuse values that do not fit together: throw new IllegalArgumentException("counters must be ..., got ..."). */
  @Override
  public EventModel model(Parameters p) {
    return new Counters(p.counters(), p.customers(), p.service() * Counters.TICKS, Math.round(p.way() * Counters.TICKS));
  }

  /**
   * What the engines perform. It holds parameters only: all that changes is in words that the engine keeps, a few for each entity.
   * No threads, no clock, and no random numbers but those of the entity.
   *
   * @param entities each counter is one
   * @param service the mean, in ticks
   * @param lookahead the least time until an event for another entity is handled, in ticks: here that of a way
   */
  private record Counters(int entities, int customers, double service, long lookahead) implements EventModel {

    /** A unit of time, in which scenarios and reports speak, is a million ticks. */
    static final long TICKS = 1_000_000;

    /** Words of an entity's state: customers at this counter, and when their number last changed. */
    private static final int PRESENT = 0;

    private static final int SINCE = 1;

    /** Kinds of events. */
    private static final int ARRIVES = 0;

    private static final int IS_SERVED = 1;

    /** Numbers of statistics and of series, in the order of the lists below. */
    private static final int SERVICE = 0;

    private static final int LINE = 1;
    private static final int SERVED = 0;

    @Override
    public long ticksPerUnit() {
      return TICKS;
    }

    @Override
    public int words() {
      return 2;
    }

    @Override
    public List<Statistic> statistics() {
      return List.of(Statistic.of("service"), Statistic.of("customers at all counters"));
    }

    @Override
    public List<Series> series() {
      return List.of(new Series("served", TICKS, Series.Shows.FLOW));
    }

    /** At time 0, once for each entity: all begin at their first counter. */
    @Override
    public void start(Entity self) {
      self.set(PRESENT, customers);
      serve(self);
    }

    @Override
    public void handle(Entity self, Event event) {
      noteLine(self);
      switch (event.kind()) {
        case ARRIVES -> {
          self.add(PRESENT, 1);
          if (self.get(PRESENT) == 1) {
            serve(self);
          }
        }
        case IS_SERVED -> {
          self.add(PRESENT, -1);
          self.count(SERVED, 1);
          self.send(self.draw().otherThan(self.id(), entities), lookahead, ARRIVES);
          if (self.get(PRESENT) > 0) {
            serve(self);
          }
        }
        default -> throw new IllegalStateException("there is no event of kind " + event.kind());
      }
    }

    /** An event for oneself may come at any later tick. */
    private void serve(Entity self) {
      long time = Math.max(1, Math.round(self.draw().exponential(service)));
      self.record(SERVICE, time);
      self.send(self.id(), time, IS_SERVED);
    }

    /** So many were here from the last change until now; the sum of that over time, divided by the time, is the average. */
    private void noteLine(Entity self) {
      self.accumulate(LINE, self.get(PRESENT), self.get(SINCE));
      self.set(SINCE, self.now());
    }

    @Override
    public void finish(Entity self) {
      self.accumulate(LINE, self.get(PRESENT), self.get(SINCE));
    }

    /** What must hold in the end, and what theory says. */
    @Override
    public void verify(Cells end, Statistics statistics, Findings out) {
      long all = (long) entities * customers;
      long present = end.sum(PRESENT);
      out.check("no customer comes from nowhere", present <= all, () -> present + " of " + all + " are at counters");
      long services = statistics.tally(SERVICE).count();
      if (services >= 1000) {
        out.theory("mean service", service, service / Math.sqrt(services), statistics.tally(SERVICE).mean());
      }
    }
  }
}
