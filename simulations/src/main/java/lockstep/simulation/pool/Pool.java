package lockstep.simulation.pool;

import java.time.Duration;
import lockstep.simulation.Draw;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;

/** A pool of connections, of which each query uses one while it waits for its answer; never more are used than there are. */
public final class Pool implements Simulation<Pool.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "10", min = 1, max = 100_000, unit = "connections", about = "How many connections there are")
          int connections,
      @Parameter(byDefault = "1000", min = 1, max = 1e9, unit = "queries", about = "How many queries are made") long queries,
      @Parameter(byDefault = "5ms", max = 60e9, about = "How long each query takes; 2ms or more wait for a timer, less spins")
          Duration query) {}

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public String summary() {
    return "Queries share a few connections; there are never more users than connections";
  }

  @Override
  public Pattern pattern() {
    return Pattern.COUNTED_RESOURCES;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Connections(p.connections(), p.queries(), p.query().toNanos());
  }

  private record Connections(int connections, long tasks, long queryNanos) implements TaskModel {

    @Override
    public int resources() {
      return 1;
    }

    @Override
    public int permits(int resource) {
      return connections;
    }

    @Override
    public boolean counted(int resource) {
      return true;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.permit(0).hold(queryNanos < Plan.SHORTEST_TIMER_NANOS ? Pause.SPIN : Pause.TIMER, queryNanos);
    }
  }
}
