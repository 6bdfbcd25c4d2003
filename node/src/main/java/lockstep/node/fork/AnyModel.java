package lockstep.node.fork;

import java.util.Map;
import java.util.Optional;
import lockstep.node.source.SimulationClasses;
import lockstep.simulation.Model;

/**
 * Builds the model of a simulation on a node, as forks do; of a file each time from classes loaded anew, with static fields of their own.
 *
 * @param classes of a simulation from a file
 * @param parameters from names to texts; what is missing takes its default
 * @param inputs the files that parameters name, from names to what is in them
 */
public record AnyModel(
    String simulation, Optional<SimulationClasses> classes, Map<String, String> parameters, Map<String, String> inputs) {

  /** That of an order. */
  static AnyModel of(ForkOrder order) {
    return new AnyModel(order.simulation(), order.classes(), order.parameters(), order.inputs());
  }

  /**
   * Builds a model.
   *
   * @throws IllegalArgumentException for a name or a text that a scenario would not have passed
   */
  public Model build() {
    return Models.model(simulation, classes, parameters, inputs);
  }
}
