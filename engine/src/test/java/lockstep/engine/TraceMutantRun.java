package lockstep.engine;

import java.util.function.BiFunction;
import lockstep.simulation.TaskModel;

/** Traces a model on an engine; loaded together with a mutated engine. */
public final class TraceMutantRun implements BiFunction<String, Object[], String> {

  private static final int MOVES_PER_WORKER = 100_000;

  /**
   * @param engine the name of the engine's class, which has a {@code KIND}
   * @param modelWorkersSeed the assignment
   * @return {@code legal}, or what is wrong with the trace
   */
  @Override
  public String apply(String engine, Object[] modelWorkersSeed) {
    TaskModel model = (TaskModel) modelWorkersSeed[0];
    int workers = (int) modelWorkersSeed[1];
    Trace trace = new Trace(workers, MOVES_PER_WORKER);
    try (Engine opened = MutantRun.kind(engine).open()) {
      var _ = opened.perform(Assignment.of(model, (long) modelWorkersSeed[2], workers, Policy.ORDERED).tracedBy(trace));
      return TraceCheck.verdict(model, trace.moves());
    } catch (InterruptedException e) {
      throw new IllegalStateException("took too long", e);
    }
  }
}
