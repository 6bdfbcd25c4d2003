package lockstep.node.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.engine.Policy;
import lockstep.node.fork.ForkReport;
import lockstep.node.result.CellName;
import lockstep.node.result.ForkResult;
import lockstep.node.scenario.Cell;
import lockstep.node.scenario.Scenario;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.Simulations;

/**
 * Says of results which cell they are of.
 *
 * @param parameters of the scenario's simulation
 */
record Naming(List<ParameterSpec> parameters) {

  static Naming of(Scenario scenario) {
    return new Naming(
        scenario
            .file()
            .<Simulation<?>>map(file -> file.classes().load())
            .or(() -> Simulations.named(scenario.simulation()))
            .map(simulation -> ParameterSpec.of(simulation.parameters()))
            .orElse(List.of()));
  }

  /** What a fork of a cell reported, with what it was to perform. */
  ForkResult result(Cell cell, int fork, int position, ForkReport report) {
    CellName name =
        new CellName(
            cell.simulation(), cell.engine(), cell.workers(), cell.policy().map(Policy::id), cell.settings(), complete(cell), cell.seed());
    return ForkResult.of(name, fork, position, report);
  }

  /** The value of every parameter, with the defaults of those that the scenario does not set. */
  private Map<String, String> complete(Cell cell) {
    Map<String, String> complete = new LinkedHashMap<>();
    parameters.forEach(spec -> complete.put(spec.name(), cell.parameters().getOrDefault(spec.name(), spec.byDefault())));
    return complete;
  }
}
