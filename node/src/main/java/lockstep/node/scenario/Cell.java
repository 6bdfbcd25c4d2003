package lockstep.node.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Setting;

/**
 * One combination of a scenario's swept values: what one fork performs.
 *
 * @param simulation its name
 * @param parameters one value for each parameter that the scenario sets, in the simulation's order; the others have their defaults
 * @param seed of the model's random numbers
 * @param engine its name
 * @param workers how many perform tasks at once
 * @param policy how several resources are acquired; empty for an engine that coordinates nothing
 * @param owners how many actors own the resources; empty where that makes no difference
 * @param queues in which order locks serve; empty where that makes no difference
 * @param refusal why there is nothing to perform, shown where the result would stand; empty for all other cells
 */
public record Cell(
    String simulation,
    Map<String, String> parameters,
    long seed,
    String engine,
    int workers,
    Optional<Policy> policy,
    Optional<Integer> owners,
    Optional<Queues> queues,
    Optional<String> refusal) {

  public Cell {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What is set of the engine besides policy and workers, by the name of the key. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    owners.ifPresent(number -> settings.put(Setting.OWNERS.id(), Integer.toString(number)));
    queues.ifPresent(order -> settings.put(Setting.QUEUES.id(), order.id()));
    return settings;
  }

  /** How tasks are coordinated in it. */
  public Coordination coordination(Scenario scenario) {
    Coordination coordination =
        Coordination.of(policy.orElse(Policy.ORDERED))
            .withTimes(scenario.lockTimeout().toNanos(), scenario.backOff().toNanos())
            .withQueues(queues.orElse(Queues.BARGING));
    return owners.map(coordination::withOwners).orElse(coordination);
  }

  /** In words, with the settings that are not as in every other scenario: {@code threads, ordered, workers 2, queues fair}. */
  public String text() {
    Coordination usual = Coordination.of(Policy.ORDERED);
    return engine
        + policy.map(how -> ", " + how.id()).orElse("")
        + ", workers "
        + workers
        + owners.filter(number -> number != usual.owners()).map(number -> ", owners " + number).orElse("")
        + queues.filter(order -> order != usual.queues()).map(order -> ", queues " + order.id()).orElse("");
  }
}
