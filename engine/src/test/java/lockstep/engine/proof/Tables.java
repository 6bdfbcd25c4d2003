package lockstep.engine.proof;

import java.util.Arrays;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.simulation.Draw;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;

/** What is proved in tests: tables of philosophers, other simulations of the program, and tasks with given needs. */
final class Tables {

  static final long SEED = 42;

  private Tables() {}

  /** The policies that guard anything. */
  static Stream<Policy> policies() {
    return Arrays.stream(Policy.values()).filter(policy -> policy != Policy.UNGUARDED);
  }

  /** Philosophers, each of whom is a worker. */
  static Assignment table(int seats, Policy policy) {
    return simulation("philosophers", Map.of("seats", Integer.toString(seats), "meals", "100"), seats, policy);
  }

  static Assignment simulation(String name, Map<String, String> parameters, int workers, Policy policy) {
    return Assignment.of(model(Simulations.named(name).orElseThrow(), parameters), SEED, workers, policy);
  }

  private static <P extends Record> TaskModel model(Simulation<P> simulation, Map<String, String> parameters) {
    return (TaskModel) simulation.model(ParameterSpec.bind(simulation.parameters(), parameters));
  }

  static Workload workload(Assignment assignment) {
    return Workload.of(assignment, LockOrder.of(assignment));
  }

  static Proof prove(Assignment assignment, Medium medium) {
    return prove(assignment, workload(assignment), medium, Limits.USUAL);
  }

  static Proof prove(Assignment assignment, Workload workload, Medium medium, Limits limits) {
    return Prover.prove(workload, LockOrder.of(assignment), medium, limits);
  }

  static Exploration explore(Workload workload, Medium medium, Machine.Grain grain) {
    return Exploration.of(new Machine(workload, medium, grain), Limits.USUAL);
  }

  /** A worker's only task, for ever. */
  interface Asking {
    void plan(int worker, Plan plan);
  }

  /** Workers that repeat one task each. */
  static Assignment repeating(int workers, int resources, Policy policy, Asking asking) {
    return Assignment.of(new Needing(workers, 100L * workers, resources, i -> plan -> asking.plan((int) (i % workers), plan)), SEED, workers, policy);
  }

  /** Fills a plan. */
  interface Filler {
    void fill(Plan plan);
  }

  /** Tasks with given needs. */
  record Needing(int agents, long tasks, int resources, LongFunction<Filler> needs) implements TaskModel {

    @Override
    public boolean shares() {
      return true;
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      needs.apply(i).fill(plan);
    }
  }
}
