package lockstep.simulation.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SteadyFlowTest {

  @ParameterizedTest(name = "density {0}, slowdown {1}")
  @CsvSource({"0.1, 0.25", "0.5, 0.5", "0.3, 0.1", "0.8, 0.9", "0.02, 0.5", "0.5, 0.01"})
  void longRoadsHaveTheKnownFlow(double density, double slowdown) {
    long length = 10_000_000;
    double known = (1 - Math.sqrt(1 - 4 * (1 - slowdown) * density * (1 - density))) / 2;
    assertThat(SteadyFlow.of(length, Math.round(density * length), slowdown).mean() / length).isCloseTo(known, within(1e-6));
  }

  @ParameterizedTest(name = "{0} cells, {1} cars, slowdown {2}")
  @CsvSource({"6, 3, 0.5", "8, 3, 0.25", "9, 6, 0.8", "10, 1, 0.3", "7, 6, 0.1"})
  void shortRoadsHaveTheFlowOfTheirMarkovChain(int length, int cars, double slowdown) {
    double[] steady = new double[1 << length];
    steady[(1 << cars) - 1] = 1;
    for (int step = 0; step < 3000; step++) {
      double[] next = new double[steady.length];
      for (int road = 0; road < steady.length; road++) {
        if (steady[road] > 0) {
          spread(road, length, slowdown, steady[road] / 2, next);
          // A lazy chain has the same steady state, and no period.
          next[road] += steady[road] / 2;
        }
      }
      steady = next;
    }
    double pairs = 0;
    for (int road = 0; road < steady.length; road++) {
      pairs += steady[road] * Integer.bitCount(free(road, length));
    }
    SteadyFlow flow = SteadyFlow.of(length, cars, slowdown);
    assertThat(flow.pairs()).isCloseTo(pairs, within(1e-6));
    assertThat(flow.mean()).isCloseTo((1 - slowdown) * pairs, within(1e-6));
  }

  /** The cars that have room, as bits. */
  private static int free(int road, int length) {
    int ahead = (road >>> 1) | ((road & 1) << (length - 1));
    return road & ~ahead;
  }

  /** Every set of cars that have room may move. */
  private static void spread(int road, int length, double slowdown, double probability, double[] next) {
    int free = free(road, length);
    for (int moving = free; ; moving = (moving - 1) & free) {
      int moved = (moving << 1 | moving >>> (length - 1)) & ((1 << length) - 1);
      next[(road & ~moving) | moved] +=
          probability
              * Math.pow(1 - slowdown, Integer.bitCount(moving))
              * Math.pow(slowdown, Integer.bitCount(free & ~moving));
      if (moving == 0) {
        return;
      }
    }
  }
}
