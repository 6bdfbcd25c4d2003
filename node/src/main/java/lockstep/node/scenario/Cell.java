package lockstep.node.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.engine.Policy;
import lockstep.engine.event.Partitioning;
import lockstep.node.expectation.Coordinates;

/**
 * One combination of a scenario's swept values: what one fork performs.
 *
 * @param simulation its name
 * @param parameters one value for each parameter that the scenario sets, in the simulation's order; the others have their defaults
 * @param seed of the model's random numbers
 * @param engine its name
 * @param workers how many perform tasks at once
 * @param policy how several resources are acquired; empty for an engine that coordinates nothing
 * @param partitions how many parts entities are dealt to; empty where there is but one, and for tasks
 * @param partitioning how they are dealt; empty as well
 * @param refusal why there is nothing to perform, shown where the result would stand; empty for all other cells
 */
public record Cell(
    String simulation,
    Map<String, String> parameters,
    long seed,
    String engine,
    int workers,
    Optional<Policy> policy,
    Optional<Integer> partitions,
    Optional<Partitioning> partitioning,
    Optional<String> refusal) {

  public Cell {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A cell of tasks. */
  public Cell(
      String simulation,
      Map<String, String> parameters,
      long seed,
      String engine,
      int workers,
      Optional<Policy> policy,
      Optional<String> refusal) {
    this(simulation, parameters, seed, engine, workers, policy, Optional.empty(), Optional.empty(), refusal);
  }

  /** What is set of the engine besides policy and workers, by the name of the key. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    partitions.ifPresent(number -> settings.put(Coordinates.PARTITIONS, Integer.toString(number)));
    partitioning.ifPresent(how -> settings.put(Coordinates.PARTITIONING, how.id()));
    return settings;
  }

  /** In words: {@code threads, ordered, workers 2}. */
  public String text() {
    return engine
        + policy.map(how -> ", " + how.id()).orElse("")
        + ", workers "
        + workers
        + settings().entrySet().stream().map(entry -> ", " + entry.getKey() + " " + entry.getValue()).collect(Collectors.joining());
  }
}
