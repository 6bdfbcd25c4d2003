package lockstep.node.expectation;

import java.util.Map;
import java.util.Optional;

/**
 * What tells a cell from the others of its scenario.
 *
 * @param policy empty for an engine that coordinates nothing
 * @param settings what else is set of the engine, by the name of the key
 * @param parameters the value of every parameter, by name
 */
public record Coordinates(
    String engine,
    Optional<String> policy,
    int workers,
    Map<String, String> settings,
    long seed,
    Map<String, String> parameters) {

  /** Keys of a {@link Selection}. */
  public static final String ENGINE = "engine";
  public static final String POLICY = "policy";
  public static final String WORKERS = "workers";
  public static final String CORES = "cores";
  public static final String RATE = "rate";
  public static final String NODES = "nodes";
  public static final String OWNERS = "owners";
  public static final String QUEUES = "queues";
  public static final String PARTITIONS = "partitions";
  public static final String PARTITIONING = "partitioning";
  public static final String FAULTS = "faults";
  public static final String SEED = "seed";

  /** Before the name of a parameter. */
  public static final String PARAMS = "params.";

  public Coordinates {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
  }

  /** The value of a key of {@link Selection}, if the cell has one. */
  public Optional<String> value(String key) {
    return switch (key) {
      case ENGINE -> Optional.of(engine);
      case POLICY -> policy;
      case WORKERS -> Optional.of(Integer.toString(workers));
      case RATE, CORES, NODES, OWNERS, QUEUES, PARTITIONS, PARTITIONING -> Optional.ofNullable(settings.get(key));
      case SEED -> Optional.of(Long.toString(seed));
      default -> Optional.ofNullable(parameters.get(key.substring(PARAMS.length())));
    };
  }

  /** Whether the engine coordinates anything. */
  boolean isCoordinated() {
    return policy.isPresent() || settings.containsKey(PARTITIONS);
  }
}
