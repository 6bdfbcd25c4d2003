package lockstep.simulation.queues;

import lockstep.simulation.EventModel;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;

/**
 * An open network of queues (Jackson, "Networks of waiting lines", Operations Research 5(4), 1957). At each station jobs arrive from
 * outside as a Poisson process, wait in one line for one of its servers, are served for an exponentially distributed time, and then
 * leave or are carried to a station, which may be the same one. With one station that all jobs leave it is the queue M/M/c, and with
 * one server M/M/1.
 *
 * <p>What it shows: how waiting grows without bound as servers come to be always busy, and how far an average over time can be
 * trusted; a work load in which most events are for the entity that sent them. The lookahead is the time that a job is carried.
 */
public final class Queues implements Simulation<Queues.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "64", min = 1, max = 10_000_000, unit = "stations", about = "How many stations there are") int stations,
      @Parameter(byDefault = "1", min = 1, max = 48, unit = "servers", about = "How many servers each station has") int servers,
      @Parameter(
              byDefault = "0.4",
              min = 1e-6,
              max = 1000,
              unit = "jobs per unit of time",
              about = "How many jobs come to each station from outside")
          double arrivals,
      @Parameter(
              byDefault = "1",
              min = 1e-6,
              max = 1000,
              unit = "jobs per unit of time",
              about = "How many jobs one server can serve")
          double service,
      @Parameter(byDefault = "0.5", min = 0.001, max = 1, about = "How often a job leaves when it has been served") double leave,
      @Parameter(byDefault = "any", about = "Where a job goes that does not leave") Routing routing,
      @Parameter(
              byDefault = "0.1",
              min = 1e-5,
              max = 1e6,
              unit = "units of time",
              about = "How long a job is carried from station to station")
          double transport,
      @Parameter(byDefault = "1", min = 1e-3, max = 1e9, unit = "units of time", about = "The step of the curves") double interval) {

    public Parameters {
      double load = arrivals / (leave * servers * service);
      if (load >= 1) {
        throw new IllegalArgumentException(
            "arrivals / (leave * servers * service) must be below 1, or the lines grow for ever, got " + load);
      }
    }

    /** Jobs that come to a station per unit of time, from outside and from stations. */
    double rate() {
      return arrivals / leave;
    }
  }

  @Override
  public String name() {
    return "queues";
  }

  @Override
  public String summary() {
    return "Jobs that wait at stations for servers, in an open network of queues";
  }

  @Override
  public Pattern pattern() {
    return Pattern.VIRTUAL_TIME;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public EventModel model(Parameters p) {
    return new Network(p);
  }
}
