package lockstep.engine;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * What one task asks for, as it is planned for every engine: its needs in the order in which a policy has it ask, and what it puts.
 *
 * @param needs in the order of asking
 * @param puts resources that get a permit more when the task ends, in the order of the plan
 */
public record TaskNeeds(List<Need> needs, List<Integer> puts) {

  /**
   * One need.
   *
   * @param permits how many permits are taken; 1 unless the mode is {@link Mode#TAKE}
   */
  public record Need(int resource, Mode mode, int permits) {}

  public TaskNeeds {
    needs = List.copyOf(needs);
    puts = List.copyOf(puts);
  }

  /**
   * Plans task {@code i} of a model.
   *
   * @throws ModelFailure when the model throws
   */
  public static TaskNeeds of(TaskModel model, long seed, long i, Policy policy) {
    PlannedTask task = new PlannedTask(model, seed);
    task.plan(i, policy);
    return new TaskNeeds(
        IntStream.range(0, task.needs()).mapToObj(n -> need(task, task.ordered(n))).toList(),
        IntStream.range(0, task.puts()).mapToObj(task::putResource).toList());
  }

  private static Need need(PlannedTask task, int need) {
    return new Need(task.resource(need), task.mode(need), task.permits(need));
  }

  /** Whether permits are used up or added: then it matters in which order tasks are performed. */
  public boolean flows() {
    return !puts.isEmpty() || needs.stream().anyMatch(need -> need.mode() == Mode.TAKE);
  }
}
