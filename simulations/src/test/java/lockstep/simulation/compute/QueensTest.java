package lockstep.simulation.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueensTest {

  private static Rehearsal queens(int queens) {
    return new Rehearsal(
        new Queens().model(ParameterSpec.bind(Queens.Parameters.class, Map.of("queens", "" + queens))), 1);
  }

  @ParameterizedTest(name = "{0} queens stand in {1} ways")
  @CsvSource({"4, 2", "5, 10", "6, 4", "7, 40", "8, 92", "9, 352", "10, 724", "11, 2680", "12, 14200"})
  void countsTheKnownNumberOfSolutions(int queens, long solutions) {
    Rehearsal all = queens(queens).performAll();
    assertThat(all.end().get(0, 0)).isEqualTo(solutions);
    assertThat(all.broken()).isEmpty();
  }

  @Test
  void aMissingSolutionIsFound() {
    Rehearsal all = queens(8).performAll();
    all.corrupt(0, 0, 91);
    assertThat(all.broken()).containsExactly(Map.entry("number of solutions", "expected 92, found 91"));
  }
}
