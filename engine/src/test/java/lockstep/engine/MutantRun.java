package lockstep.engine;

import java.util.function.BiFunction;
import lockstep.simulation.TaskModel;

/**
 * Performs a model on an engine; loaded together with a mutated engine, and told by {@link Mutation} what to do in types that
 * both sides of the class loader share.
 */
public final class MutantRun implements BiFunction<String, Object[], String> {

  /**
   * @param engine the name of the engine's class, which has a {@code KIND}
   * @param modelWorkersSeed the assignment
   * @return the {@link Work} as text, or what was thrown
   */
  @Override
  public String apply(String engine, Object[] modelWorkersSeed) {
    Assignment assignment =
        Assignment.of(
            (TaskModel) modelWorkersSeed[0], (long) modelWorkersSeed[2], (int) modelWorkersSeed[1], Policy.ORDERED);
    try (Engine opened = kind(engine).open()) {
      return Work.of(opened.perform(assignment)).toString();
    } catch (RuntimeException e) {
      return "threw " + e + ", caused by " + e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("took too long", e);
    }
  }

  private static EngineKind kind(String engine) {
    try {
      return (EngineKind) Class.forName(engine).getField("KIND").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(engine, e);
    }
  }
}
