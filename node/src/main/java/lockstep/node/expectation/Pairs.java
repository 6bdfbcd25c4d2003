package lockstep.node.expectation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the cells of two engines that are to be compared. */
public final class Pairs {

  /** Two cells, or what came out of them. */
  public record Pair<C>(C left, C right) {}

  /** What both cells of a pair have; an uncoordinated cell has neither policy nor workers to compare. */
  private record Shared(long seed, Map<String, String> parameters, Optional<String> policy, int workers) {

    static Shared of(Coordinates cell) {
      return new Shared(cell.seed(), cell.parameters(), cell.policy(), cell.workers());
    }

    static Shared work(Coordinates cell) {
      return new Shared(cell.seed(), cell.parameters(), Optional.empty(), 0);
    }
  }

  private Pairs() {}

  /**
   * The covered pairs, in the order of the left cells. Takes time in proportion to the cells and the pairs.
   *
   * @param coordinates where a cell is
   */
  public static <C> List<Pair<C>> of(
      Claim.Between claim, Selection where, List<C> cells, Function<C, Coordinates> coordinates) {
    Map<Shared, List<C>> byAll = new LinkedHashMap<>();
    Map<Shared, List<C>> byWork = new LinkedHashMap<>();
    boolean coordinated = false;
    for (C cell : cells) {
      Coordinates at = coordinates.apply(cell);
      if (at.engine().equals(claim.rightEngine())) {
        byAll.computeIfAbsent(Shared.of(at), _ -> new ArrayList<>()).add(cell);
        byWork.computeIfAbsent(Shared.work(at), _ -> new ArrayList<>()).add(cell);
        coordinated |= at.isCoordinated();
      }
    }
    List<Pair<C>> pairs = new ArrayList<>();
    for (C left : cells) {
      Coordinates at = coordinates.apply(left);
      if (at.engine().equals(claim.leftEngine())) {
        List<C> partners =
            coordinated && at.isCoordinated() ? byAll.getOrDefault(Shared.of(at), List.of()) : byWork.getOrDefault(Shared.work(at), List.of());
        partners.stream()
            .filter(right -> agree(at.settings(), coordinates.apply(right).settings()))
            .filter(right -> where.covers(at, coordinates.apply(right)))
            .forEach(right -> pairs.add(new Pair<>(left, right)));
      }
    }
    return pairs;
  }

  /** Whether what both have set is set alike. */
  private static boolean agree(Map<String, String> left, Map<String, String> right) {
    return left.entrySet().stream().allMatch(entry -> right.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
  }
}
