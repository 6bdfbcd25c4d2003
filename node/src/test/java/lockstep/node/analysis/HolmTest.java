package lockstep.node.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HolmTest {

  /** R: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")}. */
  @Test
  void adjustsAsKnown() {
    assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005})).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
  }

  @Test
  void oneQuestionNeedsNoCorrection() {
    assertThat(Holm.adjusted(new double[] {0.04})).containsExactly(0.04);
  }

  @Test
  void noProbabilityIsAboveOne() {
    assertThat(Holm.adjusted(new double[] {0.9, 0.6, 1})).containsExactly(1, 1, 1);
  }

  @Test
  void noneHasNone() {
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }
}
