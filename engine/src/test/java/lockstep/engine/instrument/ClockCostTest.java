package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClockCostTest {

  @Test
  void clockThatTakesSoLongIsSaidToCostThat() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

    assertThat(ClockCost.nanos(() -> now.addAndGet(37))).isEqualTo(37);
  }

  @Test
  void rowsThatWereInterruptedDoNotCount() {
    AtomicLong now = new AtomicLong();
    AtomicLong readings = new AtomicLong();

    assertThat(ClockCost.nanos(() -> now.addAndGet(readings.incrementAndGet() % 5000 == 0 ? 4_000_000 : 20))).isEqualTo(20);
  }

  @Test
  void clockOfThisMachineCostsSomething() {
    assertThat(ClockCost.nanos()).isPositive();
  }
}
