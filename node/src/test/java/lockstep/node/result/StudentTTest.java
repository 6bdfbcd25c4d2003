package lockstep.node.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StudentTTest {

  /** Fisher and Yates, "Statistical Tables", table III. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 12.706", "0.95, 2, 4.303", "0.95, 3, 3.182", "0.95, 4, 2.776", "0.95, 5, 2.571", "0.95, 10, 2.228", "0.95, 29, 2.045",
    "0.95, 30, 2.042", "0.95, 120, 1.980", "0.99, 1, 63.657", "0.99, 8, 3.355", "0.5, 7, 0.711"
  })
  void quantilesAreThoseOfTheTables(double probability, int freedom, double quantile) {
    assertThat(StudentT.twoSided(probability, freedom)).isCloseTo(quantile, within(6e-4));
  }
}
