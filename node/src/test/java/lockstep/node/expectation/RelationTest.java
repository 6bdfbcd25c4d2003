package lockstep.node.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelationTest {

  @ParameterizedTest
  @CsvSource({
    "LESS, true, false, false",
    "AT_MOST, true, true, false",
    "MORE, false, false, true",
    "AT_LEAST, false, true, true",
    "EQUAL, false, true, false",
    "DIFFERENT, true, false, true"
  })
  void relationHoldsOfWhatIsLessEqualOrMore(Relation relation, boolean less, boolean equal, boolean more) {
    BigDecimal value = new BigDecimal("1.50");

    assertThat(relation.holds(BigDecimal.ONE, value)).isEqualTo(less);
    assertThat(relation.holds(new BigDecimal("1.5"), value)).isEqualTo(equal);
    assertThat(relation.holds(BigDecimal.TWO, value)).isEqualTo(more);
  }

  @ParameterizedTest
  @CsvSource({"9007199254740993, 9007199254740992", "0.1000000000000000001, 0.1"})
  void valuesAreComparedWithoutRounding(BigDecimal greater, BigDecimal value) {
    assertThat(Relation.MORE.holds(greater, value)).isTrue();
    assertThat(Relation.EQUAL.holds(greater, value)).isFalse();
  }
}
