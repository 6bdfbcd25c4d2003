package lockstep.benchmark;

import java.util.Map;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;

/** What the benchmarks perform: transfers between evenly chosen accounts, or increments of one counter. */
final class Workload {

  /** Tasks of one invocation. */
  static final int TASKS = 100_000;

  static final long SEED = 42;

  private static final Map<String, Map<String, String>> PARAMETERS =
      Map.of("bank", Map.of("transfers", "" + TASKS), "counter", Map.of("increments", "" + TASKS));

  private Workload() {}

  /** The model of {@code bank} or {@code counter}. */
  static TaskModel of(String simulation) {
    return model(Simulations.named(simulation).orElseThrow(), PARAMETERS.getOrDefault(simulation, Map.of()));
  }

  private static <P extends Record> TaskModel model(Simulation<P> simulation, Map<String, String> parameters) {
    return switch (simulation.model(ParameterSpec.bind(simulation.parameters(), parameters))) {
      case TaskModel tasks -> tasks;
      case EventModel _ -> throw new IllegalArgumentException(simulation.name() + " has no tasks");
    };
  }
}
