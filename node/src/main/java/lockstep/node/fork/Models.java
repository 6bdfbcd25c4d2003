package lockstep.node.fork;

import java.util.Map;
import java.util.Optional;
import lockstep.node.source.SimulationClasses;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;
import lockstep.simulation.TaskModel;

/** Builds models by the names that scenarios use, or from the classes of a file. */
public final class Models {

  private Models() {}

  /**
   * Builds the model of an order of tasks.
   *
   * @throws IllegalArgumentException for a name or a text that a scenario would not have passed
   */
  static TaskModel tasks(ForkOrder order) {
    return tasks(order.simulation(), order.classes(), order.parameters(), order.inputs());
  }

  /**
   * Builds a model of tasks.
   *
   * @param classes of a simulation from a file
   * @param parameters from names to texts; what is missing takes its default
   * @param inputs the files that parameters name
   */
  public static TaskModel tasks(
      String simulation, Optional<SimulationClasses> classes, Map<String, String> parameters, Map<String, String> inputs) {
    return switch (model(simulation, classes, parameters, inputs)) {
      case TaskModel tasks -> tasks;
      case EventModel _ -> throw new IllegalArgumentException(simulation + " has events, not tasks");
    };
  }

  /**
   * The same, of events.
   *
   * @param classes of a simulation from a file
   * @param parameters from names to texts; what is missing takes its default
   * @param inputs the files that parameters name
   */
  static EventModel events(
      String simulation, Optional<SimulationClasses> classes, Map<String, String> parameters, Map<String, String> inputs) {
    return switch (model(simulation, classes, parameters, inputs)) {
      case EventModel events -> events;
      case TaskModel _ -> throw new IllegalArgumentException(simulation + " has tasks, not events");
    };
  }

  /** The same, of either. */
  static Model model(
      String simulation, Optional<SimulationClasses> classes, Map<String, String> parameters, Map<String, String> inputs) {
    return build(
        classes
            .<Simulation<?>>map(SimulationClasses::load)
            .or(() -> Simulations.named(simulation))
            .orElseThrow(() -> new IllegalArgumentException("no simulation is called " + simulation)),
        parameters,
        inputs);
  }

  private static <P extends Record> Model build(
      Simulation<P> simulation, Map<String, String> parameters, Map<String, String> inputs) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), parameters, name -> text(inputs, name)));
  }

  private static String text(Map<String, String> inputs, String name) {
    String text = inputs.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the file " + name + " was not passed on");
    }
    return text;
  }
}
