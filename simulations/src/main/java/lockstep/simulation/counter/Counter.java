package lockstep.simulation.counter;

import java.time.Duration;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;

/** Tasks that all add to one counter: nothing can be done at the same time but planning. */
public final class Counter implements Simulation<Counter.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "200000", min = 1, max = 1e12, unit = "increments", about = "How often the counter is incremented")
          long increments,
      @Parameter(byDefault = "0s", max = 1e9, about = "How long each increment keeps the counter, spinning") Duration hold) {}

  @Override
  public String name() {
    return "counter";
  }

  @Override
  public String summary() {
    return "Every task increments one counter";
  }

  @Override
  public Pattern pattern() {
    return Pattern.MUTUAL_EXCLUSION;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters parameters) {
    return new OneCounter(parameters.increments(), parameters.hold().toNanos());
  }

  private record OneCounter(long tasks, long holdNanos) implements TaskModel {

    @Override
    public int resources() {
      return 1;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      plan.exclusive(0).hold(Pause.SPIN, holdNanos);
    }

    @Override
    public void update(Task task, Held held) {
      held.add(0, 0, 1);
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("every increment counts", tasks, end.get(0, 0));
    }
  }
}
