package lockstep.node.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.Policy;

/**
 * One combination of a scenario's swept values: what one fork performs.
 *
 * @param simulation its name
 * @param parameters one value for each parameter that the scenario sets, in the simulation's order; the others have their defaults
 * @param seed of the model's random numbers
 * @param engine its name
 * @param workers how many perform tasks at once
 * @param policy how several resources are acquired; empty for an engine that coordinates nothing
 * @param refusal why there is nothing to perform, shown where the result would stand; empty for all other cells
 */
public record Cell(
    String simulation,
    Map<String, String> parameters,
    long seed,
    String engine,
    int workers,
    Optional<Policy> policy,
    Optional<String> refusal) {

  public Cell {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
