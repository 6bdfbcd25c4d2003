package lockstep.node.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
 * @param files from the names of files that parameters name to what is in them
 */
record Work(Simulation<?> simulation, Map<String, List<String>> parameters, boolean valid, UnaryOperator<String> files) {

  /** Of state for each resource. */
  private static final int MOST_WORDS = 64;

  static Work read(Simulation<?> simulation, Entries entries, UnaryOperator<String> files, Problems problems) {
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
    return new Work(simulation, parameters, problems.count() == before, files);
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

  /**
   * What became of a combination.
   *
   * @param hasEvents whether it has events, not tasks; empty when it cannot be built
   * @param reason why it cannot be built
   */
  record Built(Optional<Boolean> hasEvents, Optional<String> reason) {}

  /** Builds the model of the first combination. */
  Built first() {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach((name, texts) -> values.put(name, texts.getFirst()));
    return built(values, events -> {});
  }

  /**
   * Builds the model of every combination, and tells why one cannot be built: values may be valid each, but not together.
   *
   * @param first is not built again when it cannot be: classes that fail to initialise tell why only once
   * @param check what else is checked of models of events
   */
  List<String> unbuildable(Built first, Consumer<EventModel> check) {
    List<String> reasons = new ArrayList<>(first.reason().stream().toList());
    Sweep.assignments(parameters).stream()
        .skip(reasons.size())
        .forEach(assignment -> built(assignment, check).reason().ifPresent(reasons::add));
    return reasons;
  }

  private Built built(Map<String, String> assignment, Consumer<EventModel> check) {
    try {
      Model model = build(simulation, assignment, files);
      if (model instanceof EventModel events) {
        check.accept(events);
      }
      return new Built(Optional.of(model instanceof EventModel), Optional.empty());
    } catch (IllegalArgumentException e) {
      return new Built(Optional.empty(), Optional.of(Echo.of(String.valueOf(e.getMessage()), 200)));
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      // A simulation's own mistake, which its author can find only with the values that lead to it.
      return new Built(Optional.empty(), Optional.of(Echo.of("cannot build the model of " + assignment + ": " + e, 200)));
    }
  }

  private static <P extends Record> Model build(
      Simulation<P> simulation, Map<String, String> assignment, UnaryOperator<String> files) {
    @Nullable Model model = simulation.model(ParameterSpec.bind(simulation.parameters(), assignment, files));
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
