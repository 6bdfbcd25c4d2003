package lockstep.node;

import java.util.Map;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;

/** What the model of a simulation is when nothing is set. */
final class DefaultModel {

  private DefaultModel() {}

  /** Whether it has events, not tasks; no if it cannot be built. */
  static boolean hasEvents(Simulation<?> simulation) {
    try {
      return build(simulation) instanceof EventModel;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      // A simulation's own mistake, which running it will tell with all that belongs to it.
      return false;
    }
  }

  private static <P extends Record> Model build(Simulation<P> simulation) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), Map.of()));
  }
}
