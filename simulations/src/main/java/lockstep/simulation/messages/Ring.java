package lockstep.simulation.messages;

import lockstep.simulation.Draw;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;

/**
 * A token that goes around a ring of agents: each hop waits for the one before. Nothing can happen at the same time, so all
 * that is measured is how long it takes to wake the next one.
 */
public final class Ring implements Simulation<Ring.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "100", min = 2, max = 100_000, unit = "agents", about = "How many agents are in the ring") int agents,
      @Parameter(byDefault = "100000", min = 1, max = 1e12, unit = "hops", about = "How often the token is passed on") long hops) {}

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public String summary() {
    return "A token goes around a ring of agents, each waiting for the one before";
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGE_PASSING;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Tokens(p.agents(), p.hops());
  }

  /** Resource {@code a} counts the tokens that lie before agent {@code a}: one before agent 0 at first, and never more in all. */
  record Tokens(int agents, long tasks) implements TaskModel {

    @Override
    public int resources() {
      return agents;
    }

    @Override
    public int permits(int resource) {
      return resource == 0 ? 1 : 0;
    }

    @Override
    public boolean counted(int resource) {
      return true;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      int agent = (int) (i % agents);
      plan.take(agent).put((agent + 1) % agents);
    }
  }
}
