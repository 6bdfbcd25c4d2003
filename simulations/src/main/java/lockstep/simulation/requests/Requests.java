package lockstep.simulation.requests;

import java.time.Duration;
import lockstep.simulation.Draw;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;

/**
 * Requests that each wait several times in a row, as for a database and two services, and contend for nothing. How many are in
 * flight at once is the number of workers. Timers stand for the network here: what is measured is the cost of waiting.
 */
public final class Requests implements Simulation<Requests.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "10000", min = 1, max = 1e9, unit = "requests", about = "How many requests are made") long requests,
      @Parameter(
              byDefault = "3",
              min = 1,
              max = Plan.MOST_AWAITS,
              unit = "waits",
              about = "How often each request waits, one after the other")
          int waits,
      @Parameter(byDefault = "333ms", min = Plan.SHORTEST_TIMER_NANOS, max = 60e9, about = "How long each wait takes")
          Duration delay) {}

  @Override
  public String name() {
    return "requests";
  }

  @Override
  public String summary() {
    return "Requests that wait in a chain and share nothing; workers are requests in flight";
  }

  @Override
  public Pattern pattern() {
    return Pattern.WAITING;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Chains(p.requests(), p.waits(), p.delay().toNanos());
  }

  private record Chains(long tasks, int waits, long delayNanos) implements TaskModel {

    @Override
    public int resources() {
      return 0;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      for (int wait = 0; wait < waits; wait++) {
        plan.await(delayNanos);
      }
    }
  }
}
