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
   * @return the {@link Work} as text, or what was thrown; of a model that does not commute, {@code serialisable} or why it is not
   */
  @Override
  public String apply(String engine, Object[] modelWorkersSeed) {
    TaskModel model = (TaskModel) modelWorkersSeed[0];
    int workers = (int) modelWorkersSeed[1];
    Assignment assignment = Assignment.of(model, (long) modelWorkersSeed[2], workers, Policy.ORDERED);
    try (Engine opened = kind(engine).open()) {
      return model.commutes() ? Work.of(opened.perform(assignment)).toString() : order(opened, assignment);
    } catch (RuntimeException e) {
      return "threw " + e + ", caused by " + e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("took too long", e);
    }
  }

  private static String order(Engine opened, Assignment plain) throws InterruptedException {
    Assignment assignment =
        new Assignment(
            plain.model(),
            plain.seed(),
            plain.workers(),
            plain.coordination(),
            plain.board(),
            plain.cancellation(),
            new History(plain.model()));
    try {
      if (opened.perform(assignment) instanceof Outcome.Completed completed) {
        SerialCheck.perform(assignment, completed);
      }
      return "serialisable";
    } catch (NotSerialisable e) {
      return "not serialisable: " + e.getMessage();
    }
  }

  static EngineKind kind(String engine) {
    try {
      return (EngineKind) Class.forName(engine).getField("KIND").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(engine, e);
    }
  }
}
