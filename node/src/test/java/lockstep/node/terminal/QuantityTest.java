package lockstep.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00", "7, 7.00", "9.994, 9.99", "9.996, 10.0", "99.96, 100", "999.4, 999", "999.6, 1.00 k", "11234567, 11.2 M",
    "2.5e9, 2.50 G", "1e12, 1.00 T", "1e16, 10000 T", "-11316.13, -11.3 k"
  })
  void countsHaveThreeDigitsAndAPrefix(double value, String text) {
    assertThat(Quantity.count(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns", "90, 90 ns", "999, 999 ns", "1000, 1.00 us", "1250000, 1.25 ms", "999499, 999 us", "999500, 1.00 ms",
    "333000000, 333 ms", "1500000000, 1.50 s", "100000000000, 100 s"
  })
  void timesHaveTheUnitThatLeavesThreeDigits(long nanos, String text) {
    assertThat(Quantity.nanos(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1.00", "1.862, 1.86", "0.1, 0.10", "0.0314, 0.031", "12.34, 12.3"})
  void ratiosShowEnoughToCompare(double ratio, String text) {
    assertThat(Quantity.ratio(ratio)).isEqualTo(text);
  }

  @Test
  void numbersAreWrittenAlikeInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Quantity.count(11_234_567) + Quantity.nanos(1_250_000) + Quantity.ratio(1.862)).isEqualTo("11.2 M1.25 ms1.86");
    } finally {
      Locale.setDefault(before);
    }
  }
}
