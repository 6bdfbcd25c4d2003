package lockstep.simulation.epidemic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FinalSizeTest {

  @Test
  void tenPersonsAreInfectedInTheEndAsOftenAsIsKnown() {
    double[] known = {0, .33333, .08640, .04908, .03814, .03638, .04079, .05256, .07614, .11862, .16854};
    double[] exact = FinalSize.exact(10, 1, 2);
    for (int size = 0; size <= 10; size++) {
      assertThat(exact[size]).as("size %d", size).isCloseTo(known[size], within(5e-6));
    }
  }

  @Test
  void greatPopulationsAreInfectedUpToAKnownShare() {
    assertThat(FinalSize.limit(2, 0)).isCloseTo(.79681, within(5e-6));
  }

  @Test
  void greatOutbreaksOfTwoThousandPersonsAreNearToTheNormalLimit() {
    double[] exact = FinalSize.exact(2000, 1, 2);
    assertThat(Arrays.stream(exact).sum()).isCloseTo(1, within(1e-9));
    double weight = 0;
    double mean = 0;
    double squares = 0;
    for (int size = 800; size <= 2000; size++) {
      weight += exact[size];
      mean += exact[size] * size;
      squares += exact[size] * size * size;
    }
    mean /= weight;
    double deviation = Math.sqrt(squares / weight - mean * mean);
    assertThat(weight).as("every second outbreak dies at once").isCloseTo(.5, within(.01));
    assertThat(mean / 2000).isCloseTo(FinalSize.limit(2, 0), within(.002));
    assertThat(deviation / Math.sqrt(2000)).isCloseTo(FinalSize.deviation(FinalSize.limit(2, 0), 2), within(.02));
  }
}
