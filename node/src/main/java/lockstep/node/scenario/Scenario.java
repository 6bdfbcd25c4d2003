package lockstep.node.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.engine.EngineKind;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.event.EventEngineKind;
import lockstep.node.expectation.Expectation;
import lockstep.node.fork.Fault;
import lockstep.node.source.SimulationFile;

/**
 * One simulation, the engines to compare on it, and the values to sweep.
 *
 * @param name lower-case letters, digits and hyphens, 64 at most; also the name of a folder
 * @param simulation its name
 * @param file where the simulation comes from, unless it is one of the program's
 * @param inputs the files that parameters name, from their names below the scenario's folder to what is in them
 * @param seeds of the model's random numbers
 * @param parameters from the parameters that the scenario sets, in the simulation's order, to their values as texts in one form each
 * @param engines their names
 * @param baseline the one of the engines that the others are compared with
 * @param workers how many perform tasks at once
 * @param cores how many of the machine's cores a fork may use; empty: all of them
 * @param owners how many actors own the resources
 * @param queues in which order locks serve
 * @param rates how many tasks arrive in a second, under open load; empty: the load is closed
 * @param lockTimeout how long a task that holds something waits for the next resource, under the policy {@code timeout}
 * @param backOff below which bound the first pause of a task is that has given up
 * @param detection how often it is looked for circles of waits
 * @param maxCells how many cells the scenario may have
 * @param method how it measures
 * @param expectations what it expects of the figures
 * @param events how an event model is run; empty for tasks
 * @param nodes on how many nodes of a cluster tasks are performed, by the engine that has any; empty when it is not compared, and for events
 * @param faults what is done to the nodes of tasks, in a cell of its own; empty: nothing, and for events
 */
public record Scenario(
    String name,
    Optional<String> title,
    String simulation,
    Optional<SimulationFile> file,
    Map<String, String> inputs,
    List<Long> seeds,
    Map<String, List<String>> parameters,
    List<String> engines,
    String baseline,
    List<Policy> policies,
    List<Integer> workers,
    List<Integer> cores,
    List<Integer> owners,
    List<Queues> queues,
    List<Double> rates,
    Duration lockTimeout,
    Duration backOff,
    Duration detection,
    Watchdog watchdog,
    int maxCells,
    Method method,
    List<Expectation> expectations,
    Optional<EventSettings> events,
    List<Integer> nodes,
    List<Fault> faults) {

  /** What {@link #maxCells} may be at most. */
  public static final int MOST_CELLS = 10_000;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  public Scenario {
    if (!isName(name)) {
      throw new IllegalArgumentException("name must be 1 to 64 of a-z, 0-9 and -, got " + name);
    }
    if (maxCells < 1 || maxCells > MOST_CELLS) {
      throw new IllegalArgumentException("maxCells must be in [1, " + MOST_CELLS + "], got " + maxCells);
    }
    nodes = List.copyOf(nodes);
    faults = List.copyOf(faults);
    inputs = Map.copyOf(inputs);
    seeds = List.copyOf(seeds);
    engines = List.copyOf(engines);
    policies = List.copyOf(policies);
    workers = List.copyOf(workers);
    cores = List.copyOf(cores);
    owners = List.copyOf(owners);
    queues = List.copyOf(queues);
    rates = List.copyOf(rates);
    expectations = List.copyOf(expectations);
    Map<String, List<String>> copied = new LinkedHashMap<>();
    parameters.forEach((parameter, values) -> copied.put(parameter, List.copyOf(values)));
    parameters = Collections.unmodifiableMap(copied);
    if (Stream.of(seeds, engines, policies, workers, owners, queues).anyMatch(List::isEmpty) || copied.containsValue(List.of())) {
      throw new IllegalArgumentException("every swept list must have a value");
    }
    if (!engines.contains(baseline)) {
      throw new IllegalArgumentException("baseline must be one of the engines " + engines + ", got " + baseline);
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Every combination, by seed, parameters, engine, policy, workers, cores, owners, queues and rates; of the engines the baseline comes
   * first. An engine that coordinates nothing has one cell for each seed and parameters, with the most cores; owners and queues are
   * combined only where they make a difference.
   *
   * @param catalogue the engines there are
   * @param ofEvents those that perform event models
   * @throws IllegalArgumentException when there are more than {@link #maxCells}, or the catalogue lacks an engine
   */
  public List<Cell> cells(List<EngineKind> catalogue, List<EventEngineKind> ofEvents) {
    return Sweep.cells(this, catalogue, ofEvents);
  }
}
