package lockstep.node.scenario;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.engine.Policy;
import lockstep.node.expectation.Claim;
import lockstep.node.expectation.Coordinates;
import lockstep.node.expectation.Expectation;
import lockstep.node.expectation.Pairs;
import lockstep.simulation.ParameterSpec;

/** The cells of a scenario, as expectations see them. */
final class ScenarioCells {

  private final List<Coordinates> cells;
  private final Map<String, Set<String>> valuesByKey = new HashMap<>();

  ScenarioCells(List<Cell> cells, Work work) {
    List<ParameterSpec> specs = ParameterSpec.of(work.simulation().parameters());
    this.cells = cells.stream().map(cell -> coordinates(cell, specs)).toList();
  }

  private static Coordinates coordinates(Cell cell, List<ParameterSpec> specs) {
    Map<String, String> complete = new LinkedHashMap<>();
    specs.forEach(spec -> complete.put(spec.name(), cell.parameters().getOrDefault(spec.name(), spec.byDefault())));
    return new Coordinates(cell.engine(), cell.policy().map(Policy::id), cell.workers(), cell.settings(), cell.seed(), complete);
  }

  /** Whether a cell has that value. */
  boolean has(String key, String value) {
    return valuesByKey
        .computeIfAbsent(
            key, any -> cells.stream().map(cell -> cell.value(any)).flatMap(found -> found.stream()).collect(Collectors.toSet()))
        .contains(value);
  }

  /** Whether the expectation covers a cell or, when it compares engines, a pair of cells. */
  boolean covered(Expectation expectation) {
    Stream<?> covered =
        expectation.claim() instanceof Claim.Between between
            ? Pairs.of(between, expectation.where(), cells, Function.identity()).stream()
            : cells.stream().filter(expectation.where()::covers);
    return covered.findAny().isPresent();
  }
}
