package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {

  @ParameterizedTest
  @CsvSource({"1, 2, 3", "1, 0, 0.5", "NaN, 0, 1", "1, NaN, 2", "1, 0, NaN"})
  void refusesAnEstimateThatIsNotBetweenTheEnds(double estimate, double low, double high) {
    assertThatThrownBy(() -> new Interval(estimate, low, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval must be low <= estimate <= high, got " + low + ", " + estimate + ", " + high);
  }

  @Test
  void relativeHalfWidthIsThatOfTheFartherEnd() {
    assertThat(new Interval(10, 9, 12).relativeHalfWidth()).isCloseTo(0.2, within(1e-12));
    assertThat(new Interval(-10, -14, -9).relativeHalfWidth()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void relativeHalfWidthIsNeverNaN() {
    assertThat(new Interval(0, 0, 0).relativeHalfWidth()).isZero();
    assertThat(new Interval(0, -1, 1).relativeHalfWidth()).isInfinite();
    assertThat(new Interval(5, 3, Double.POSITIVE_INFINITY).relativeHalfWidth()).isInfinite();
  }

  @Test
  void endsBelongToTheInterval() {
    Interval interval = new Interval(2, 1, 3);
    assertThat(interval.contains(1)).isTrue();
    assertThat(interval.contains(3)).isTrue();
    assertThat(interval.contains(0.999)).isFalse();
    assertThat(interval.contains(3.001)).isFalse();
    assertThat(interval.isAbove(1)).isFalse();
    assertThat(interval.isAbove(0.999)).isTrue();
    assertThat(interval.isBelow(3)).isFalse();
    assertThat(interval.isBelow(3.001)).isTrue();
  }
}
