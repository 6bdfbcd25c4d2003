package lockstep.node.fork;

import java.util.Map;
import lockstep.node.source.SimulationClasses;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;

/** Builds models by the names that scenarios use, or from the classes of a file. */
final class Models {

  private Models() {}

  /**
   * Builds the model of an order.
   *
   * @throws IllegalArgumentException for a name or a text that a scenario would not have passed
   */
  private static Model of(ForkOrder order) {
    return build(
        order
            .classes()
            .<Simulation<?>>map(SimulationClasses::load)
            .or(() -> Simulations.named(order.simulation()))
            .orElseThrow(() -> new IllegalArgumentException("no simulation is called " + order.simulation())),
        order.parameters());
  }

  /** The same, for an order of tasks. */
  static TaskModel tasks(ForkOrder order) {
    return switch (of(order)) {
      case TaskModel tasks -> tasks;
      case EventModel _ -> throw new IllegalArgumentException(order.simulation() + " has events, not tasks");
    };
  }

  /** The same, for an order of events. */
  static EventModel events(ForkOrder order) {
    return switch (of(order)) {
      case EventModel events -> events;
      case TaskModel _ -> throw new IllegalArgumentException(order.simulation() + " has tasks, not events");
    };
  }

  private static <P extends Record> Model build(Simulation<P> simulation, Map<String, String> parameters) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), parameters));
  }
}
