package lockstep.engine.event;

import java.util.function.BiFunction;
import lockstep.simulation.EventModel;

/** Simulates a model on an engine; loaded together with a mutated kernel. */
public final class EventMutantRun implements BiFunction<String, Object[], String> {

  /**
   * @param engine the name of the engine's class, which has a {@code KIND}; empty for the oracle
   * @param told which case of {@link EventModels}, how many partitions, and the seed
   * @return the {@link EventWork} as text, or what was thrown
   */
  @Override
  public String apply(String engine, Object[] told) {
    EventModels.Case of = EventModels.all().filter(known -> known.name().equals(told[0])).findFirst().orElseThrow();
    int partitions = (int) told[1];
    long seed = (long) told[2];
    return engine.isEmpty() ? oracle(of, seed) : simulated(engine, of, partitions, seed);
  }

  private static String oracle(EventModels.Case of, long seed) {
    return HeapOracle.perform(of.model(), seed, of.horizon()).toString();
  }

  private static String simulated(String engine, EventModels.Case of, int partitions, long seed) {
    EventModel model = of.model();
    try (EventEngine opened = kind(engine).open()) {
      EventAssignment assignment =
          EventAssignment.of(model, seed, of.horizon(), Math.min(2, partitions), partitions);
      return EventWork.of(opened.perform(assignment)).toString();
    } catch (RuntimeException e) {
      return "threw " + e + ", caused by " + e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("took too long", e);
    }
  }

  private static EventEngineKind kind(String engine) {
    try {
      return (EventEngineKind) Class.forName(engine).getField("KIND").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(engine, e);
    }
  }
}
