package lockstep.node.expectation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which cells an expectation covers.
 *
 * @param allowed from {@code engine}, {@code policy}, {@code workers}, {@code cores}, {@code owners}, {@code queues}, {@code partitions},
 *     {@code partitioning}, {@code seed} and {@code params.NAME} to the values that a
 *     covered cell may have; a key that is missing allows all
 */
public record Selection(Map<String, Set<String>> allowed) {

  public Selection {
    Map<String, Set<String>> copied = new LinkedHashMap<>();
    allowed.forEach(
        (key, values) -> {
          if (values.isEmpty() || !(isPlain(key) || key.startsWith(Coordinates.PARAMS))) {
            throw new IllegalArgumentException("a key of cells must have values, got " + key + " = " + values);
          }
          copied.put(key, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
        });
    allowed = Collections.unmodifiableMap(copied);
  }

  private static boolean isPlain(String key) {
    return switch (key) {
      case Coordinates.ENGINE,
          Coordinates.POLICY,
          Coordinates.WORKERS,
          Coordinates.CORES,
          Coordinates.OWNERS,
          Coordinates.QUEUES,
          Coordinates.PARTITIONS,
          Coordinates.PARTITIONING,
          Coordinates.SEED ->
          true;
      default -> false;
    };
  }

  /** Whether the cell has an allowed value for every key. */
  public boolean covers(Coordinates cell) {
    return covers(cell::value);
  }

  /** Whether the pair does, whose cells differ in nothing but the engine, and in what only one of the engines has. */
  boolean covers(Coordinates one, Coordinates other) {
    Coordinates telling = one.isCoordinated() ? one : other;
    Coordinates silent = one.isCoordinated() ? other : one;
    return covers(key -> telling.value(key).or(() -> silent.value(key)));
  }

  private boolean covers(Function<String, Optional<String>> valueOf) {
    return allowed.entrySet().stream()
        .allMatch(entry -> valueOf.apply(entry.getKey()).filter(entry.getValue()::contains).isPresent());
  }
}
