package lockstep.benchmark;

import java.util.List;
import java.util.Map;
import lockstep.cluster.task.ActorsEngine;
import lockstep.contrast.loop.EventLoopEngine;
import lockstep.contrast.thread.SequentialEngine;
import lockstep.contrast.thread.ThreadsEngine;
import lockstep.contrast.thread.VirtualThreadsEngine;
import lockstep.engine.EngineKind;
import lockstep.simulation.EventModel;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;

/** What the benchmarks perform, and on what: transfers between evenly chosen accounts, increments of one counter, or requests. */
final class Workload {

  /** Tasks of one invocation. */
  static final int TASKS = 100_000;

  static final long SEED = 42;

  private static final Map<String, Map<String, String>> PARAMETERS =
      Map.of("bank", Map.of("transfers", "" + TASKS), "counter", Map.of("increments", "" + TASKS));

  private static final List<EngineKind> ENGINES =
      List.of(SequentialEngine.KIND, EventLoopEngine.KIND, ThreadsEngine.KIND, VirtualThreadsEngine.KIND, ActorsEngine.KIND);

  private Workload() {}

  /** The model of {@code bank} or {@code counter}. */
  static TaskModel of(String simulation) {
    return model(Simulations.named(simulation).orElseThrow(), PARAMETERS.getOrDefault(simulation, Map.of()));
  }

  /** So many requests that each wait once, for as long as requests can. */
  static TaskModel waiting(int requests) {
    return model(
        Simulations.named("requests").orElseThrow(), Map.of("requests", "" + requests, "waits", "1", "delay", "60s"));
  }

  /** Philosophers around a table. */
  static TaskModel table(int seats) {
    return model(Simulations.named("philosophers").orElseThrow(), Map.of("seats", "" + seats, "meals", "200"));
  }

  /** An engine by its name. */
  static EngineKind engine(String name) {
    return ENGINES.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + name));
  }

  private static <P extends Record> TaskModel model(Simulation<P> simulation, Map<String, String> parameters) {
    return switch (simulation.model(ParameterSpec.bind(simulation.parameters(), parameters))) {
      case TaskModel tasks -> tasks;
      case EventModel _ -> throw new IllegalArgumentException(simulation.name() + " has no tasks");
    };
  }
}
