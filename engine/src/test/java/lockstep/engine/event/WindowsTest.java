package lockstep.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowsTest {

  private static final long SEED = 20261122;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 7, 8, 10, 641, 100_000, 1L << 31, (1L << 32) + 1, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void dividesExactly(long length) {
    Windows windows = new Windows(length);
    Random random = new Random(SEED);
    for (int n = 0; n < 20_000; n++) {
      long tick = random.nextLong() >>> (1 + random.nextInt(63));
      assertDivides(windows, tick, length);
      long edge = tick / length * length;
      assertDivides(windows, edge, length);
      assertDivides(windows, Math.max(0, edge - 1), length);
    }
    assertDivides(windows, Long.MAX_VALUE, length);
    assertDivides(windows, 0, length);
  }

  @Test
  void dividesExactlyByRandomLengths() {
    Random random = new Random(SEED);
    for (int n = 0; n < 20_000; n++) {
      long length = Math.max(1, random.nextLong() >>> (1 + random.nextInt(62)));
      Windows windows = new Windows(length);
      assertDivides(windows, random.nextLong() >>> 1, length);
      assertDivides(windows, Long.MAX_VALUE / length * length, length);
      assertDivides(windows, Long.MAX_VALUE / length * length - 1, length);
    }
  }

  private static void assertDivides(Windows windows, long tick, long length) {
    assertThat(windows.of(tick)).as("tick %s, length %s, seed %s", tick, length, SEED).isEqualTo(tick / length);
  }

  @Test
  void beginSaturates() {
    assertThat(new Windows(10).begin(7)).isEqualTo(70);
    assertThat(new Windows(10).begin(Long.MAX_VALUE / 10 + 1)).isEqualTo(Long.MAX_VALUE);
  }
}
