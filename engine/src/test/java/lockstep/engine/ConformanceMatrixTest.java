package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.engine.EngineUnderTest.Cell;
import org.junit.jupiter.api.Test;

final class ConformanceMatrixTest {

  private static final List<Integer> WORKERS = List.of(1, 2, 3, 8);
  private static final List<Long> SEEDS = List.of(1L, -42L);

  private final ConformanceMatrix matrix =
      new ConformanceMatrix(new EngineKind("any", "", EnumSet.allOf(Policy.class), ConformanceMatrixTest::none), ConformanceModels.all());

  private final List<Cell> inTurns = matrix.inTurns(WORKERS, SEEDS).toList();

  private static Engine none() {
    throw new AssertionError("nothing is performed");
  }

  /** Which values of one dimension occur with each of another. */
  private static <A, B> Map<A, Set<B>> with(List<Cell> cells, Function<Cell, A> one, Function<Cell, B> other) {
    return cells.stream().collect(Collectors.groupingBy(one, Collectors.mapping(other, Collectors.toSet())));
  }

  @Test
  void inTurnsIsAPartOfAllThatHasEveryPairOfValues() {
    List<Cell> all = matrix.all(WORKERS, SEEDS).toList();

    assertThat(all).doesNotHaveDuplicates().containsAll(inTurns);
    assertThat(inTurns).doesNotHaveDuplicates().hasSizeLessThan(all.size() / 3);
    assertThat(with(inTurns, Cell::policy, Cell::workers)).isEqualTo(with(all, Cell::policy, Cell::workers));
    assertThat(with(inTurns, Cell::seed, Cell::workers)).isEqualTo(with(all, Cell::seed, Cell::workers));
    assertThat(with(inTurns, Cell::of, Cell::workers)).isEqualTo(with(all, Cell::of, Cell::workers));
    assertThat(with(inTurns, Cell::of, Cell::policy)).isEqualTo(with(all, Cell::of, Cell::policy));
    assertThat(with(inTurns, Cell::policy, Cell::seed)).isEqualTo(with(all, Cell::policy, Cell::seed));
  }
}
