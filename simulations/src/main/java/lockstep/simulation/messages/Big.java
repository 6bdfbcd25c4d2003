package lockstep.simulation.messages;

import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** Many agents, each of which asks another one, chosen evenly, and waits for the answer before it asks the next. */
public final class Big implements Simulation<Big.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "120", min = 2, max = 100_000, unit = "agents", about = "How many agents there are") int agents,
      @Parameter(byDefault = "20000", min = 1, max = 1e9, unit = "pings", about = "How many others each agent asks") long pings) {}

  @Override
  public String name() {
    return "big";
  }

  @Override
  public String summary() {
    return "Many agents ask each other at random, each waiting for one answer at a time";
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
    return new Crowd(p.agents(), p.agents() * p.pings());
  }

  private record Crowd(int agents, long tasks) implements TaskModel {

    @Override
    public int resources() {
      return agents;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.exclusive(draw.otherThan((int) (i % agents), agents));
    }

    @Override
    public void update(Task task, Held held) {
      held.add(0, 0, 1);
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("every ping is answered", tasks, end.sum(0));
    }
  }
}
