package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CostTest {

  private static SpeedUp at(int cores, double low, double high) {
    return new SpeedUp(cores, Optional.of(new Interval((low + high) / 2, low, high)));
  }

  private static SpeedUp without(int cores) {
    return new SpeedUp(cores, Optional.empty());
  }

  @Test
  void costIsTheLeastNumberOfCoresWithAllOfTheIntervalAboveOne() {
    assertThat(Cost.of(List.of(at(16, 2, 3), at(1, 0.3, 0.4), at(4, 0.9, 1.4), at(8, 1.1, 1.6)))).isEqualTo(new Cost.Reached(8));
  }

  @Test
  void intervalThatHoldsOneDoesNotReachIt() {
    assertThat(Cost.of(List.of(at(1, 0.3, 0.4), at(2, 1, 1.9)))).isEqualTo(new Cost.NotReached(2));
  }

  @Test
  void coresWithoutAnIntervalAreNotCountedAsMeasured() {
    assertThat(Cost.of(List.of(at(2, 0.5, 0.6), without(4)))).isEqualTo(new Cost.NotReached(2));
    assertThat(Cost.of(List.of(without(2), at(4, 1.2, 1.3)))).isEqualTo(new Cost.Reached(4));
  }

  @Test
  void nothingMeasuredIsUnknown() {
    assertThat(Cost.of(List.of())).isEqualTo(new Cost.Unknown());
    assertThat(Cost.of(List.of(without(1), without(2)))).isEqualTo(new Cost.Unknown());
  }
}
