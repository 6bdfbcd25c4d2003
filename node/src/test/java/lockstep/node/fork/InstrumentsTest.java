package lockstep.node.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class InstrumentsTest {

  @Test
  void eachContendedRequestCostsTwoReadingsOfTheClock() {
    Instruments instruments = Instruments.of(0.01, 25, 1_000_000, 2.0);

    assertThat(instruments.waits()).isCloseTo(0.025, within(1e-12));
    assertThat(instruments.share()).isCloseTo(0.035, within(1e-12));
  }

  @Test
  void workWithoutWaitsPaysForNoClock() {
    assertThat(Instruments.of(-0.01, 25, 0, 2.0).share()).isEqualTo(-0.01);
  }

  @Test
  void dearerClockCostsMoreByItsRatio() {
    assertThat(Instruments.of(0, 50, 1000, 1).waits()).isEqualTo(2 * Instruments.of(0, 25, 1000, 1).waits());
  }
}
