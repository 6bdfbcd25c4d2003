package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;

/**
 * The simulation of a scenario with the values that its parameters sweep.
 *
 * @param parameters in the order that the simulation declares them
 * @param valid whether all of them are; otherwise those with a problem are missing
 */
record Work(Simulation<?> simulation, Map<String, List<String>> parameters, boolean valid) {

  static Work read(Simulation<?> simulation, Entries entries, Problems problems) {
    int before = problems.count();
    Map<String, Entry> given = entries.parameters();
    List<ParameterSpec> specs = ParameterSpec.of(simulation.parameters());
    List<String> names = specs.stream().map(ParameterSpec::name).toList();
    given.forEach(
        (name, entry) -> {
          if (!names.contains(name)) {
            problems.add(entry.problem(unknown(simulation.name(), name, names)));
          }
        });
    Values values = new Values(problems);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      Optional.ofNullable(given.get(spec.name()))
          .map(entry -> values.swept(entry, spec).stream().map(Values::text).toList())
          .filter(texts -> !texts.isEmpty())
          .ifPresent(texts -> parameters.put(spec.name(), texts));
    }
    return new Work(simulation, parameters, problems.count() == before);
  }

  static String unknown(String simulation, String name, List<String> names) {
    String suggestion = Suggestion.of(name, names);
    return simulation
        + " has no such parameter"
        + (suggestion.isEmpty() ? "; it has " + String.join(", ", names) : suggestion);
  }

  BigInteger combinations() {
    return Sweep.combinations(parameters.values());
  }

  /** Builds the model of every combination, and tells why one cannot be built: values may be valid each, but not together. */
  List<String> unbuildable() {
    List<String> reasons = new ArrayList<>();
    for (Map<String, String> assignment : Sweep.assignments(parameters)) {
      try {
        build(simulation, assignment);
      } catch (IllegalArgumentException e) {
        reasons.add(Echo.of(String.valueOf(e.getMessage()), 200));
      } catch (RuntimeException e) {
        // A simulation's own mistake, which its author can find only with the values that lead to it.
        reasons.add(Echo.of("cannot build the model of " + assignment + ": " + e, 200));
      }
    }
    return reasons;
  }

  private static <P extends Record> Model build(Simulation<P> simulation, Map<String, String> assignment) {
    return simulation.model(ParameterSpec.bind(simulation.parameters(), assignment));
  }
}
