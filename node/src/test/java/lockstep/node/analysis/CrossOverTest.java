package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import lockstep.node.analysis.CrossOver.Crossing;
import lockstep.node.analysis.CrossOver.Lead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossOverTest {

  private static final Optional<Interval> ABOVE = Optional.of(new Interval(1.5, 1.2, 1.8));
  private static final Optional<Interval> BELOW = Optional.of(new Interval(0.5, 0.4, 0.8));
  private static final Optional<Interval> AROUND = Optional.of(new Interval(1.1, 0.9, 1.3));
  private static final Optional<Interval> NONE = Optional.empty();

  @Test
  void crossingLiesBetweenTheLastClearLeadOfOneAndTheFirstOfTheOther() {
    CrossOver found =
        CrossOver.of(new double[] {1, 2, 4, 8, 16, 32}, List.of(ABOVE, ABOVE, AROUND, NONE, BELOW, BELOW), Direction.HIGHER_IS_BETTER);
    assertThat(found.leads())
        .containsExactly(Lead.FIRST, Lead.FIRST, Lead.INCONCLUSIVE, Lead.INCONCLUSIVE, Lead.SECOND, Lead.SECOND);
    assertThat(found.crossings()).containsExactly(new Crossing(2, 16, Lead.SECOND));
  }

  @Test
  void lowLatencyLeads() {
    CrossOver found = CrossOver.of(new double[] {1, 2}, List.of(ABOVE, BELOW), Direction.LOWER_IS_BETTER);
    assertThat(found.leads()).containsExactly(Lead.SECOND, Lead.FIRST);
    assertThat(found.crossings()).containsExactly(new Crossing(1, 2, Lead.FIRST));
  }

  @Test
  void leadMayChangeMoreThanOnce() {
    assertThat(CrossOver.of(new double[] {1, 2, 3, 4}, List.of(ABOVE, BELOW, AROUND, ABOVE), Direction.HIGHER_IS_BETTER).crossings())
        .containsExactly(new Crossing(1, 2, Lead.SECOND), new Crossing(2, 4, Lead.FIRST));
  }

  @Test
  void noCrossingIsClaimedWithoutAClearLeadOnBothSides() {
    assertThat(CrossOver.of(new double[] {1, 2, 3}, List.of(ABOVE, AROUND, AROUND), Direction.HIGHER_IS_BETTER).crossings()).isEmpty();
    assertThat(CrossOver.of(new double[] {1, 2, 3}, List.of(ABOVE, AROUND, ABOVE), Direction.HIGHER_IS_BETTER).crossings()).isEmpty();
    assertThat(CrossOver.of(new double[] {1, 2}, List.of(NONE, NONE), Direction.HIGHER_IS_BETTER).crossings()).isEmpty();
    assertThat(CrossOver.of(new double[0], List.of(), Direction.HIGHER_IS_BETTER).leads()).isEmpty();
  }

  @Test
  void intervalThatEndsAtOneIsInconclusive() {
    Optional<Interval> touching = Optional.of(new Interval(1.2, 1, 1.4));
    assertThat(CrossOver.of(new double[] {1}, List.of(touching), Direction.HIGHER_IS_BETTER).leads()).containsExactly(Lead.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnAxisThatDoesNotAscend(double second) {
    assertThatThrownBy(() -> CrossOver.of(new double[] {2, second}, List.of(ABOVE, BELOW), Direction.HIGHER_IS_BETTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of the axis must ascend, got " + second + " after 2.0");
  }

  @Test
  void refusesValuesWithoutRatios() {
    assertThatThrownBy(() -> CrossOver.of(new double[] {1, 2}, List.of(ABOVE), Direction.HIGHER_IS_BETTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each value of the axis needs a ratio, got 2 and 1");
  }
}
