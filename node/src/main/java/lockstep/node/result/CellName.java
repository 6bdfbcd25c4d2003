package lockstep.node.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Optional;
import lockstep.node.expectation.Coordinates;

/**
 * Which cell it is, of the cells of runs. In documents its components stand among those of what has it.
 *
 * @param simulation its name
 * @param policy empty for an engine that coordinates nothing
 * @param settings what else is set of the engine, by name
 * @param cell the value of every parameter, by name
 */
@JsonPropertyOrder({"simulation", "engine", "workers", "nodes", "policy", "settings", "cell", "seed"})
public record CellName(
    String simulation, String engine, int workers, Optional<String> policy, Map<String, String> settings, Map<String, String> cell, long seed) {

  /** On how many nodes it is performed: one of the settings, and 1 without it. */
  @JsonProperty("nodes")
  public int nodes() {
    return Integer.parseInt(settings.getOrDefault(Coordinates.NODES, "1"));
  }

  /** Where it is among the cells of its scenario. */
  Coordinates coordinates() {
    return new Coordinates(engine, policy, workers, settings, seed, cell);
  }

  /** In words: {@code threads (unguarded, 2 workers)}. */
  String text() {
    return engine + policy.map(p -> " (" + p + ", " + workers + (workers == 1 ? " worker)" : " workers)")).orElse("");
  }
}
