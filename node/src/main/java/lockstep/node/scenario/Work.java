package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/**
 * The simulation of a scenario with the values that its parameters sweep.
 *
 * @param parameters in the order that the simulation declares them
 * @param valid whether all of them are; otherwise those with a problem are missing
 */
record Work(Simulation<?> simulation, Map<String, List<String>> parameters, boolean valid) {

  /** Of state for each resource. */
  private static final int MOST_WORDS = 64;

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

  /** Whether its models have events, as that of the first combination says; empty when that cannot be built. */
  Optional<Boolean> hasEvents() {
    Map<String, String> first = new LinkedHashMap<>();
    parameters.forEach((name, texts) -> first.put(name, texts.getFirst()));
    try {
      return Optional.of(build(simulation, first) instanceof EventModel);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      // Told with all that cannot be built.
      return Optional.empty();
    }
  }

  /**
   * Builds the model of every combination, and tells why one cannot be built: values may be valid each, but not together.
   *
   * @param check what else is checked of models of events
   */
  List<String> unbuildable(Consumer<EventModel> check) {
    List<String> reasons = new ArrayList<>();
    for (Map<String, String> assignment : Sweep.assignments(parameters)) {
      try {
        if (build(simulation, assignment) instanceof EventModel events) {
          check.accept(events);
        }
      } catch (IllegalArgumentException e) {
        reasons.add(Echo.of(String.valueOf(e.getMessage()), 200));
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        // A simulation's own mistake, which its author can find only with the values that lead to it.
        reasons.add(Echo.of("cannot build the model of " + assignment + ": " + e, 200));
      }
    }
    return reasons;
  }

  private static <P extends Record> Model build(Simulation<P> simulation, Map<String, String> assignment) {
    @Nullable Model model = simulation.model(ParameterSpec.bind(simulation.parameters(), assignment));
    switch (model) {
      case TaskModel tasks -> check(tasks);
      case EventModel events -> EventKeys.check(events);
      case null -> throw new IllegalArgumentException("the model of " + assignment + " must not be null");
    }
    return model;
  }

  private static void check(TaskModel model) {
    within("tasks()", 1, model.tasks(), Long.MAX_VALUE);
    within("resources()", 0, model.resources(), Integer.MAX_VALUE);
    within("words()", 0, model.words(), MOST_WORDS);
    within("agents()", 0, model.agents(), Integer.MAX_VALUE);
    within("safeAtOnce()", 1, model.safeAtOnce(), Integer.MAX_VALUE);
  }

  static void within(String what, long least, long got, long most) {
    if (got < least || got > most) {
      throw new IllegalArgumentException(what + " of the model must be in [" + least + ", " + most + "], got " + got);
    }
  }
}
