package lockstep.node.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.Setting;
import lockstep.engine.event.Partitioning;
import lockstep.node.expectation.Coordinates;
import lockstep.node.fork.Fault;

/**
 * One combination of a scenario's swept values: what one fork performs.
 *
 * @param simulation its name
 * @param parameters one value for each parameter that the scenario sets, in the simulation's order; the others have their defaults
 * @param seed of the model's random numbers
 * @param engine its name
 * @param workers how many perform tasks at once
 * @param cores how many of the machine's cores it may use; empty: all of them
 * @param nodes on how many nodes of a cluster, for the engine that has any; empty otherwise
 * @param policy how several resources are acquired; empty for an engine that coordinates nothing
 * @param owners how many actors own the resources; empty where that makes no difference
 * @param queues in which order locks serve; empty where that makes no difference
 * @param partitions how many parts entities are dealt to; empty where there is but one, and for tasks
 * @param partitioning how they are dealt; empty as well
 * @param rate how many tasks arrive in a second, under open load; empty: the load is closed
 * @param faults what is done to nodes; empty where nothing is in any cell
 * @param refusal why there is nothing to perform, shown where the result would stand; empty for all other cells
 */
public record Cell(
    String simulation,
    Map<String, String> parameters,
    long seed,
    String engine,
    int workers,
    Optional<Integer> cores,
    Optional<Integer> nodes,
    Optional<Policy> policy,
    Optional<Integer> owners,
    Optional<Queues> queues,
    Optional<Integer> partitions,
    Optional<Partitioning> partitioning,
    Optional<Double> rate,
    Optional<List<Fault>> faults,
    Optional<String> refusal) {

  public Cell {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What is set besides engine, policy and workers, by the name of the key. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    rate.ifPresent(perSecond -> settings.put(Coordinates.RATE, LoadKeys.text(perSecond)));
    cores.ifPresent(number -> settings.put(Coordinates.CORES, Integer.toString(number)));
    nodes.ifPresent(number -> settings.put(Coordinates.NODES, Integer.toString(number)));
    owners.ifPresent(number -> settings.put(Setting.OWNERS.id(), Integer.toString(number)));
    queues.ifPresent(order -> settings.put(Setting.QUEUES.id(), order.id()));
    partitions.ifPresent(number -> settings.put(Coordinates.PARTITIONS, Integer.toString(number)));
    partitioning.ifPresent(how -> settings.put(Coordinates.PARTITIONING, how.id()));
    faults.ifPresent(done -> settings.put(Coordinates.FAULTS, text(done)));
    return settings;
  }

  private static String text(List<Fault> faults) {
    return faults.isEmpty() ? "none" : faults.stream().map(Fault::text).collect(Collectors.joining("; "));
  }

  /** Whether something is done to nodes. */
  public boolean isFaulty() {
    return faults.filter(done -> !done.isEmpty()).isPresent();
  }

  /** Whether the network of its nodes is divided. */
  public boolean dividesNetwork() {
    return faults.stream().flatMap(List::stream).anyMatch(fault -> fault.what() == Fault.What.PARTITION);
  }

  /** How tasks are coordinated in it. */
  public Coordination coordination(Scenario scenario) {
    Coordination coordination =
        Coordination.of(policy.orElse(Policy.ORDERED))
            .withTimes(scenario.lockTimeout().toNanos(), scenario.backOff().toNanos())
            .detectingEvery(scenario.detection().toNanos())
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
        + rate.map(perSecond -> ", rate " + LoadKeys.text(perSecond)).orElse("")
        + cores.map(number -> ", cores " + number).orElse("")
        + nodes.map(number -> ", nodes " + number).orElse("")
        + owners.filter(number -> number != usual.owners()).map(number -> ", owners " + number).orElse("")
        + queues.filter(order -> order != usual.queues()).map(order -> ", queues " + order.id()).orElse("")
        + partitions.map(number -> ", partitions " + number).orElse("")
        + partitioning.map(how -> ", partitioning " + how.id()).orElse("")
        + faults.map(done -> ", faults " + text(done)).orElse("");
  }
}
